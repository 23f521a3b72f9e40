package carillon.notification.delivery;

import carillon.dispatch.ResultBuffer;
import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What relays have said while the database was away: without it those mails would be sent again.
 * Thread-safe.
 */
@ApplicationScoped
public class UnwrittenResults {
  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenResults.class);

  private final DeliveryUpdateTable updates;
  private final BackgroundTasks backgroundTasks;
  private ResultBuffer<DeliveryResult> buffer;

  @Inject
  public UnwrittenResults(DeliveryUpdateTable updates, BackgroundTasks backgroundTasks) {
    this.updates = updates;
    this.backgroundTasks = backgroundTasks;
  }

  /** For the container's proxy. */
  UnwrittenResults() {
    this(null, null);
  }

  /** Returns at once. */
  public void keep(List<DeliveryResult> results) {
    LOG.warn(
        "Results of {} mails are buffered until the database is available again", results.size());
    ResultBuffer<DeliveryResult> started = buffer();
    results.forEach(started::add);
  }

  /** Most servers never need its loop. */
  private synchronized ResultBuffer<DeliveryResult> buffer() {
    if (buffer == null) {
      buffer = new ResultBuffer<>("late results of mails", backgroundTasks, updates::writeLate);
    }
    return buffer;
  }
}
