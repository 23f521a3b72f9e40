package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to rows of webhooks with time, with their webhook and with a migration. */
class WebhookRetentionTest extends WebhookHarness {
  @Test
  void oldDeliveriesGoInSmallBatches() throws Exception {
    long waiting = creation();
    for (int i = 0; i < 5; i++) {
      run(announced(rows.changeset("more", Map.of())));
    }
    rows.execute("update webhook_delivery set updated_at = current_timestamp - interval '31' day");
    assertThat(runner.deliveries.purge(Duration.ofDays(32), 3)).isZero();
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(3);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(2);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isZero();
    assertThat(delivery(waiting).state()).isEqualTo(WebhookDelivery.State.DEFERRED);
  }

  @Test
  void withAWebhookItsDeliveriesGoAndWhatWasAnnouncedMeanwhileIsForgotten() throws Exception {
    long told = creation();
    run(told);
    runner.hooks.delete(hook);
    assertThat(runner.deliveries.page(hook, 0, 10)).isEmpty();

    rows.execute(
        "insert into webhook_delivery (webhook_id, changeset_id, message_id, state, attempts,"
            + " created_at, next_at, updated_at) values (?, ?, 'msg', 'deferred', 0,"
            + " current_timestamp, current_timestamp, current_timestamp - interval '31' day)",
        hook,
        told);
    assertThat(run(told)).isEqualTo(ENDED);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(1);
  }

  @Test
  void migrationKeepsOneTaskPerChangeset() throws Exception {
    String insert =
        "insert into task (kind, subject, changeset_id, artifact_id, tracker_id, project_id,"
            + " send_notifications, mode, state, created_at, due_at, epoch, failures) values"
            + " (?, ?, ?, 1, 1, 1, true, 'queued', ?, current_timestamp, current_timestamp, 0, 0)";
    rows.execute(insert, "webhook", "5", 1L, "waiting");
    rows.execute(insert, "webhook", "6", 1L, "waiting");
    rows.execute(insert, "webhook", "7", 1L, "running");
    rows.execute(insert, "webhook", "5", 2L, "ended");
    rows.execute(insert, "webhook", "6", 2L, "waiting");
    rows.execute(insert, "notification", "8", 1L, "waiting");

    String script =
        Files.readString(Path.of("src/main/resources/db/migration/V63__one_webhook_task.sql"));
    rows.jdbi.useHandle(handle -> handle.createScript(script).execute());

    List<String> left =
        rows.jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select kind || changeset_id || subject from task where state <> 'ended'"
                            + " order by id")
                    .mapTo(String.class)
                    .list());
    assertThat(left).containsExactly("webhook1", "webhook2", "notification18");
  }
}
