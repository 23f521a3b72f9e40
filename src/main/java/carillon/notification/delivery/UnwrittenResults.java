package carillon.notification.delivery;

import carillon.database.DatabaseFailure;
import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What relays have said while the database was away. Nobody else knows it, and would send those
 * mails again: so it is kept until it is written, as long as this server runs; neither a request
 * nor a worker waits for that. Thread-safe.
 */
@ApplicationScoped
public class UnwrittenResults {
  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenResults.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final DeliveryUpdateTable steps;
  private final BackgroundTasks backgroundTasks;

  @Inject
  public UnwrittenResults(DeliveryUpdateTable steps, BackgroundTasks backgroundTasks) {
    this.steps = steps;
    this.backgroundTasks = backgroundTasks;
  }

  /** For the container's proxy. */
  UnwrittenResults() {
    this(null, null);
  }

  private final Queue<List<DeliveryResult>> waiting = new ConcurrentLinkedQueue<>();
  private BackgroundTasks.Handle handle;

  /** Returns at once. */
  public void keep(List<DeliveryResult> deliveryResults) {
    waiting.add(List.copyOf(deliveryResults));
    LOG.warn(
        "Results of {} mails are buffered until the database is available again",
        deliveryResults.size());
    loop().wake();
  }

  private synchronized BackgroundTasks.Handle loop() {
    if (handle == null) {
      handle = backgroundTasks.repeat("late results of mails", this::writeNext);
    }
    return handle;
  }

  private Duration writeNext() {
    List<DeliveryResult> next = waiting.peek();
    if (next == null) {
      return IDLE;
    }
    try {
      steps.writeLate(next);
    } catch (RuntimeException failure) {
      if (DatabaseFailure.of(failure) != DatabaseFailure.REJECTED) {
        LOG.debug("The database is still unavailable", failure);
        return PAUSE;
      }
      LOG.error("The database rejects the results of {} mails", next.size(), failure);
    }
    waiting.remove();
    return Duration.ZERO;
  }
}
