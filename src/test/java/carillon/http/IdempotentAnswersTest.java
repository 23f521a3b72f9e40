package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotentAnswersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final IdempotentAnswers answers = new IdempotentAnswers();

  @BeforeEach
  void wire() {
    answers.jdbi = MigratedDatabases.h2();
    at(Duration.ZERO);
  }

  private void at(Duration sinceStart) {
    answers.clock = Clock.fixed(START.plus(sinceStart), ZoneOffset.UTC);
  }

  private void written(String key) {
    answers.take("ana", key, "hash");
    answers.keep("ana", key, new IdempotentAnswer("hash", 201, null, null, "{}"));
  }

  @Test
  void answersAreForgottenAfterADayFirstWritesThatNeverEndedSooner() {
    written("ended");
    answers.take("ana", "abandoned", "hash");

    at(Duration.ofMinutes(11));
    answers.purge();
    assertThat(answers.find("ana", "ended")).isPresent();
    assertThat(answers.find("ana", "abandoned")).isEmpty();

    at(Duration.ofHours(25));
    answers.purge();
    assertThat(answers.find("ana", "ended")).isEmpty();
  }

  @Test
  void aPurgeAMinuteIsEnough() {
    written("old");
    at(Duration.ofHours(24));
    answers.purge();
    at(Duration.ofHours(24).plusSeconds(30));
    answers.purge();
    assertThat(answers.find("ana", "old")).isPresent();

    at(Duration.ofHours(24).plusSeconds(60));
    answers.purge();
    assertThat(answers.find("ana", "old")).isEmpty();
  }
}
