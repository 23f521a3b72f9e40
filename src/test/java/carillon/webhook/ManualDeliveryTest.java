package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ping and replay while somebody waits. */
class ManualDeliveryTest extends WebhookHarness {
  @Test
  void aReplayThatFailsEndsAtOnceAndDisablesNothing() throws Exception {
    long changeset = creation();
    run(changeset);
    rows.execute("update webhook set succeeded_at = null");
    endpoint.answers(500, "broken");

    WebhookDelivery replayed =
        trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset));

    assertThat(replayed.state()).isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(replayed.answerBody()).isEqualTo("broken");
    assertThat(replayed.nextAt()).isNull();
    assertThat(enabled()).isTrue();
  }

  @Test
  void aReplayToAHostThatRestsIsRefusedAndChangesNothing() throws Exception {
    long changeset = creation();
    run(changeset);
    endpoint.answers(503, "down");
    for (int i = 0; i < 5; i++) {
      run(announced(rows.changeset("down", Map.of())));
    }
    int sent = endpoint.received().size();

    assertThatThrownBy(
            () -> trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("its host keeps failing");

    assertThat(endpoint.received()).hasSize(sent);
    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
    assertThat(enabled()).isTrue();
  }

  /** A server was killed while it replayed one delivery and pinged. */
  @Test
  void deliveryWithoutAnEndIsReplayedOrDeleted() throws Exception {
    long changeset = creation();
    run(changeset);
    runner.deliveries.insertPing(hook, "msg_ping_lost", Duration.ofSeconds(9));
    rows.execute(
        "update webhook_delivery set state = 'sending', next_at = current_timestamp - interval '1'"
            + " second");

    assertThat(trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset)).state())
        .isEqualTo(WebhookDelivery.State.DELIVERED);

    rows.execute("update webhook_delivery set updated_at = current_timestamp - interval '31' day");
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 10)).isEqualTo(2);
  }

  private ManualDelivery trial() {
    ManualDelivery manualDelivery = new ManualDelivery();
    manualDelivery.deliveries = runner.deliveries;
    manualDelivery.webhookPayloads = runner.webhookPayloads;
    manualDelivery.parallelSender = runner.parallelSender;
    manualDelivery.deliveryAttempt = runner.parallelSender.deliveryAttempt;
    manualDelivery.resultRecorder = runner.resultRecorder;
    return manualDelivery;
  }
}
