package carillon.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Mails that wait for a relay, some for longer than is good. */
class DeferredDeliveriesCheckTest {
  private static final String TASK =
      """
      insert into task (id, kind, subject, changeset_id, artifact_id, tracker_id, project_id,
        send_notifications, mode, state, created_at, due_at, next_at, epoch, failures)
      values (7000, 'notification', '', 1, 1, 1, 101, true, 'queued', 'waiting', current_timestamp,
        current_timestamp, current_timestamp, 1, 0)
      """;
  private static final String DELIVERY =
      """
      insert into delivery (task_id, changeset_id, recipient, address, reason, permissions_checked,
        channel, state, message_id, attempts, created_at, deferred_at,
        updated_at)
      values (7000, 1, :recipient, 'ann@example.org', 'rule', true, 'mail', :state, 'm', 1,
        current_timestamp - interval '1' day,
        current_timestamp - cast(:hours as integer) * interval '1' hour, current_timestamp)
      """;

  private final Jdbi jdbi = MigratedDatabases.h2();
  private final DeferredDeliveriesCheck check = new DeferredDeliveriesCheck(jdbi);

  @Test
  void onlyThoseThatArePutOffForLongAreTold() {
    jdbi.useHandle(handle -> handle.execute(TASK));
    assertThat(check.findings()).isEmpty();
    delivery("u1", "deferred", 3);
    delivery("u2", "sent", 30);
    assertThat(check.findings()).isEmpty();
    delivery("u3", "deferred", 5);
    assertThat(check.findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text())
                    .startsWith("2 mails are deferred, the oldest for 5 hours"));
  }

  private void delivery(String recipient, String state, int hours) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(DELIVERY)
                .bind("recipient", recipient)
                .bind("state", state)
                .bind("hours", hours)
                .execute());
  }
}
