package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemEventsTest {
  private Jdbi jdbi;
  private SystemEvents events;

  @BeforeEach
  void database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    jdbi = Jdbi.create(source);
    events = new SystemEvents(jdbi);
  }

  @Test
  void onlyOneOfTwoNodesRunsADueCheck() {
    assertThat(events.openIfDue()).isPresent();
    assertThat(new SystemEvents(jdbi).openIfDue()).isEmpty();
  }

  @Test
  void aCheckThatWasAskedForRunsWhateverTheTimerDid() {
    events.openIfDue();
    assertThat(events.find(events.open())).get().extracting(SystemEvent::status).isEqualTo("NEW");
    assertThat(events.openIfDue()).isEmpty();
  }

  @Test
  void theSlotIsFreeAgainWhenItsTimeHasCome() {
    events.openIfDue();
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update system_check_slot set due_at = current_timestamp - interval '1' second"));
    assertThat(events.openIfDue()).isPresent();
  }

  @Test
  void anEventGoesFromNewToItsEndAndTellsWhatWasBefore() {
    long first = events.open();
    events.started(first);
    assertThat(events.find(first).orElseThrow().status()).isEqualTo("RUNNING");
    List<SystemEventChanged> changes = new ArrayList<>();
    events.ended(first, "DONE", "OK", changes::add);

    long second = events.open();
    events.started(second);
    SystemEvent event = events.ended(second, "WARNING", "one\ntwo", changes::add);
    events.ended(events.open(), "WARNING", "one", changes::add);

    assertThat(changes)
        .containsExactly(
            new SystemEventChanged("NEW", "DONE", "OK", events.find(first).orElseThrow().endedAt()),
            new SystemEventChanged("DONE", "WARNING", "one\ntwo", event.endedAt()));
    assertThat(events.find(second)).contains(event);
    assertThat(event.log()).isEqualTo("one\ntwo");
    assertThat(event.type()).isEqualTo("SYSTEM_CHECK");
    assertThat(event.createdAt())
        .isBeforeOrEqualTo(event.startedAt())
        .isBeforeOrEqualTo(event.endedAt());
  }

  /** A change of status that could not be noted for those who follow it is seen again. */
  @Test
  void aChangeIsKnownOnlyTogetherWithWhatItsObserverWrites() {
    long id = events.open();
    assertThatThrownBy(
            () -> jdbi.useTransaction(handle -> events.ended(id, "ERROR", "", this::refused)))
        .hasMessage("No space left on device");
    assertThat(events.find(id)).get().extracting(SystemEvent::status).isEqualTo("NEW");
    List<SystemEventChanged> changes = new ArrayList<>();
    events.ended(events.open(), "ERROR", "", changes::add);
    assertThat(changes)
        .singleElement()
        .extracting(SystemEventChanged::previousStatus)
        .isEqualTo("NEW");
  }

  private void refused(SystemEventChanged change) {
    throw new IllegalStateException("No space left on device");
  }

  @Test
  void pagesGoFromTheNewestToTheOldest() {
    List<Long> ids = List.of(events.open(), events.open(), events.open());
    assertThat(events.newest(Long.MAX_VALUE, 2))
        .extracting(SystemEvent::id)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(events.newest(ids.get(1), 2))
        .extracting(SystemEvent::id)
        .containsExactly(ids.get(0));
  }

  @Test
  void oldEventsAreForgottenAndAbandonedOnesClosed() {
    long old = events.open();
    long abandoned = events.open();
    long recent = events.open();
    age(old, "'91' day");
    age(abandoned, "'11' minute");
    events.tidy();
    assertThat(events.find(old)).isEmpty();
    assertThat(events.find(abandoned).orElseThrow().status()).isEqualTo("ERROR");
    assertThat(events.find(recent).orElseThrow().status()).isEqualTo("NEW");
  }

  @Test
  void whatWasCountedLastIsKnownOnEveryNodeAndAfterARestart() {
    assertThat(new LastCounts(jdbi).replace("a", 3)).isZero();
    assertThat(new LastCounts(jdbi).replace("a", 5)).isEqualTo(3);
    assertThat(new LastCounts(jdbi).replace("b", 1)).isZero();
    assertThat(new LastCounts(jdbi).replace("a", 0)).isEqualTo(5);
  }

  private void age(long id, String interval) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update system_event set created_at = current_timestamp - interval "
                    + interval
                    + " where id = ?",
                id));
  }
}
