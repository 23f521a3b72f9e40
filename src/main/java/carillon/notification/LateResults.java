package carillon.notification;

import carillon.database.DatabaseTrouble;
import carillon.job.Background;
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
class LateResults {
  private static final Logger LOG = LoggerFactory.getLogger(LateResults.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofMinutes(1);

  @Inject StepTable steps;
  @Inject Background background;

  private final Queue<List<Result>> waiting = new ConcurrentLinkedQueue<>();
  private Background.Loop loop;

  /** Returns at once. */
  public void keep(List<Result> results) {
    waiting.add(List.copyOf(results));
    LOG.warn("What became of {} mails is written once the database is back", results.size());
    loop().wake();
  }

  private synchronized Background.Loop loop() {
    if (loop == null) {
      loop = background.repeat("late results of mails", this::writeNext);
    }
    return loop;
  }

  private Duration writeNext() {
    List<Result> next = waiting.peek();
    if (next == null) {
      return IDLE;
    }
    try {
      steps.writeLate(next);
    } catch (RuntimeException failure) {
      if (DatabaseTrouble.of(failure) != DatabaseTrouble.REFUSED) {
        LOG.debug("The database is still away", failure);
        return PAUSE;
      }
      LOG.error("The database refuses what became of {} mails", next.size(), failure);
    }
    waiting.remove();
    return Duration.ZERO;
  }
}
