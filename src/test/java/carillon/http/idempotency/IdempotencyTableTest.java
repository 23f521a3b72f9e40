package carillon.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTableTest {
  private final IdempotencyTable answers = new IdempotencyTable();
  private Jdbi jdbi;

  @BeforeEach
  void wire() {
    jdbi = database();
    answers.jdbi = jdbi;
    answers.clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
  }

  /** An empty database with all migrations applied. */
  Jdbi database() {
    return MigratedDatabases.h2();
  }

  /** In the database and on the server. */
  private void pass(Duration time) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update idempotent_answer set created_at = created_at - cast(? as bigint) *"
                    + " interval '1' second",
                time.toSeconds()));
    answers.clock = Clock.offset(answers.clock, time);
  }

  private void written(String key) {
    answers.take("ana", key, "hash");
    answers.keep("ana", key, new StoredResponse("hash", 201, null, null, "{}"));
  }

  @Test
  void answersAreForgottenAfterADayFirstWritesThatNeverEndedSooner() {
    written("ended");
    answers.take("ana", "abandoned", "hash");

    pass(Duration.ofMinutes(11));
    answers.purge();
    assertThat(answers.find("ana", "ended")).isPresent();
    assertThat(answers.find("ana", "abandoned")).isEmpty();

    pass(Duration.ofHours(24));
    answers.purge();
    assertThat(answers.find("ana", "ended")).isEmpty();
  }

  @Test
  void aPurgeAMinuteIsEnough() {
    answers.purge();
    written("old");
    pass(Duration.ofHours(25));
    answers.clock = Clock.offset(answers.clock, Duration.ofHours(-25).plusSeconds(30));
    answers.purge();
    assertThat(answers.find("ana", "old")).isPresent();

    pass(Duration.ofSeconds(30));
    answers.purge();
    assertThat(answers.find("ana", "old")).isEmpty();
  }

  /** Else a write that is still under way could be done a second time. */
  @Test
  void aServerWhoseClockIsWrongForgetsNothingOfOthers() {
    for (Duration off : new Duration[] {Duration.ofDays(2), Duration.ofDays(-2)}) {
      IdempotencyTable wrong = new IdempotencyTable();
      wrong.jdbi = jdbi;
      wrong.clock = Clock.offset(Clock.systemUTC(), off);
      answers.take("ana", "here" + off, "hash");
      wrong.take("ana", "there" + off, "hash");

      pass(Duration.ofMinutes(2));
      wrong.purge();
      answers.purge();

      assertThat(answers.find("ana", "here" + off)).isPresent();
      assertThat(answers.find("ana", "there" + off)).isPresent();
    }
  }
}
