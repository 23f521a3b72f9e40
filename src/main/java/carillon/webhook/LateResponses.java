package carillon.webhook;

import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes the answers that nobody waits for any more. The HTTP client's threads only hand them over;
 * a thread of the server writes down those that have come, all at once, and keeps those that it
 * could not write down.
 */
@ApplicationScoped
class LateResponses {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int BATCH = 200;

  @Inject ResultRecorder resultRecorder;
  @Inject BackgroundTasks backgroundTasks;
  private final Queue<Settled> came = new ConcurrentLinkedQueue<>();
  private volatile BackgroundTasks.Handle handle;

  /** Size of the next batch: one after a failure, so that one bad row does not block the others. */
  private int most = BATCH;

  public void start() {
    handle = backgroundTasks.repeat("late answers of webhooks", this::write);
  }

  public void take(OutgoingDelivery outgoingDelivery, CompletableFuture<AttemptResult> answer) {
    answer.thenAccept(
        attemptResult -> {
          came.add(outgoingDelivery.settled(attemptResult));
          handle.wake();
        });
  }

  private Duration write() {
    List<Settled> batch = batch();
    boolean written = false;
    try {
      resultRecorder.write(batch);
      written = true;
    } finally {
      most = written ? Math.min(BATCH, 2 * most) : 1;
      if (!written) {
        came.addAll(batch);
      }
    }
    return came.isEmpty() ? IDLE : Duration.ZERO;
  }

  private List<Settled> batch() {
    List<Settled> batch = new ArrayList<>();
    for (Settled next = came.poll(); next != null; next = came.poll()) {
      batch.add(next);
      if (batch.size() == most) {
        break;
      }
    }
    return batch;
  }
}
