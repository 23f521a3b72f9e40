package carillon.webhook;

import carillon.dispatch.ResultBuffer;
import carillon.job.engine.BackgroundTasks;
import carillon.webhook.AttemptResult.Settled;
import carillon.webhook.DeliveryAttempt.OutgoingDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the responses that nobody waits for any more. The HTTP client's threads only hand them
 * over. Thread-safe once started.
 */
@ApplicationScoped
class LateResponses {
  @Inject ResultRecorder resultRecorder;
  @Inject BackgroundTasks backgroundTasks;
  private volatile ResultBuffer<Settled> buffer;

  public void start() {
    buffer =
        new ResultBuffer<>("late responses of webhooks", backgroundTasks, resultRecorder::write);
  }

  public void take(OutgoingDelivery delivery, CompletableFuture<AttemptResult> response) {
    response.thenAccept(result -> buffer.add(delivery.settled(result)));
  }
}
