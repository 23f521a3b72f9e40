package carillon.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.dispatch.RetentionBeans;
import carillon.dispatch.Task;
import carillon.notification.NotificationTaskHandler;
import carillon.notification.RecordedEvents;
import carillon.notification.SampleRunner;
import carillon.notification.TrackerRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted of notifications that ended long ago, and what is not. */
class RetentionTest {
  private final Map<String, String> settings = new HashMap<>();
  private TrackerRows rows;
  private RetentionBeans retention;
  private long artifact;
  private long alice;

  @BeforeEach
  void start() {
    rows = new TrackerRows(migrated());
    NotificationTaskHandler runner =
        new SampleRunner(rows.jdbi, settings, 1).runner(new RecordedEvents<>());
    retention = new RetentionBeans(rows.jdbi, settings, runner);
    alice = rows.user("alice");
    artifact = rows.artifact(alice);
  }

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  private long ended(String deliveryState, Duration ago) {
    long earlier = rows.changeset(artifact, alice, "Before", Map.of());
    Task task = rows.task(artifact, rows.changeset(artifact, alice, "Hello", Map.of()));
    rows.folded(earlier, task);
    rows.jdbi.useHandle(
        handle -> {
          handle.execute(
              "insert into delivery (task_id, changeset_id, recipient, address, reason,"
                  + " permissions_checked, channel, state, message_id, attempts, created_at,"
                  + " updated_at) values (?, ?, 'u1', 'a@example.com', 'rule', true, 'mail', ?,"
                  + " '<1@a>', 1, current_timestamp, current_timestamp)",
              task.id(),
              task.changesetId(),
              deliveryState);
          handle.execute(
              "insert into skipped (task_id, candidate, address, rule) values (?, 'u2',"
                  + " 'b@example.com', 'inactive')",
              task.id());
          handle.execute(
              "update task set state = 'ended', next_at = null, ended_at = current_timestamp"
                  + " - cast(? as bigint) * interval '1' second where id = ?",
              ago.toSeconds(),
              task.id());
        });
    return task.id();
  }

  /** With its only delivery. */
  private void copied(long task, int times) {
    rows.jdbi.useTransaction(
        handle -> {
          for (int i = 1; i <= times; i++) {
            handle.execute(
                "insert into task (kind, subject, changeset_id, artifact_id, tracker_id,"
                    + " project_id, send_notifications, mode, state, created_at, ended_at, due_at,"
                    + " epoch, failures) select kind, subject, changeset_id + 10000 * cast(? as"
                    + " integer), artifact_id, tracker_id, project_id, send_notifications, mode,"
                    + " state, created_at, ended_at, due_at, epoch, failures from task where id ="
                    + " ?",
                i,
                task);
            handle.execute(
                "insert into delivery (task_id, changeset_id, recipient, address, reason,"
                    + " permissions_checked, channel, state, message_id, attempts, created_at,"
                    + " updated_at) select (select max(id) from task), changeset_id, recipient,"
                    + " address, reason, permissions_checked, channel, state, message_id, attempts,"
                    + " created_at, updated_at from delivery where task_id = ?",
                task);
          }
        });
  }

  private long rowsOf(long task) {
    return count("delivery where task_id = " + task)
        + count("skipped where task_id = " + task)
        + count("folded_changeset where task_id = " + task)
        + count("task where id = " + task);
  }

  private long count(String from) {
    return rows.jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from " + from).mapTo(Long.class).one());
  }

  @Test
  void oldEndedTaskIsDeletedWithAllItsRows() {
    long old = ended("sent", Duration.ofDays(91));
    long young = ended("failed", Duration.ofDays(89));
    retention.round();
    assertThat(rowsOf(old)).isZero();
    assertThat(rowsOf(young)).isEqualTo(4);
  }

  @Test
  void theSettingSaysHowLong() {
    long old = ended("failed", Duration.ofDays(8));
    settings.put("carillon.notifications.keep", "P7D");
    retention.round();
    assertThat(rowsOf(old)).isZero();
  }

  @Test
  void aMailOfUnknownFateIsKeptUntilSomebodyDecides() {
    long held = ended("unknown", Duration.ofDays(1000));
    long other = ended("sent", Duration.ofDays(999));
    retention.round();
    assertThat(rowsOf(held)).isEqualTo(4);
    assertThat(rowsOf(other)).isZero();
  }

  @Test
  void unfinishedTaskIsKeptHoweverOld() {
    long woken = ended("deferred", Duration.ofDays(1000));
    rows.jdbi.useHandle(
        handle -> handle.execute("update task set state = 'waiting', ended_at = null"));
    retention.round();
    assertThat(rowsOf(woken)).isEqualTo(4);
  }

  /** Also where many of the oldest ones stay, and where many ended at the same moment. */
  @Test
  void aRoundComesToItsEndFewRowsAtATime() {
    copied(ended("unknown", Duration.ofDays(100)), 209);
    copied(ended("sent", Duration.ofDays(100)), 239);
    assertThat(retention.round()).isEqualTo(23);
    assertThat(count("task")).isEqualTo(210);
    assertThat(count("delivery")).isEqualTo(210);
  }

  @Test
  void onlyOneNodeLooksAndNotAgainWithinAnHour() {
    retention.round();
    long old = ended("sent", Duration.ofDays(100));
    retention.round();
    assertThat(rowsOf(old)).isEqualTo(4);
    rows.jdbi.useHandle(
        handle -> handle.execute("update task_retention set due_at = due_at - interval '1' hour"));
    retention.round();
    assertThat(rowsOf(old)).isZero();
  }
}
