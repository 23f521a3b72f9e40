package carillon.queue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a node run one suspect at a time, so that it is known of which one the node died. A suspect
 * that has run for 10 s makes room for the next: the node dies of what it began last. Thread-safe.
 */
final class PoisonQuarantine {
  private static final long PROBATION = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private Object holder;
  private long since;

  PoisonQuarantine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether this worker may take a suspect now; it has to {@link #release} then. */
  synchronized boolean take(Object worker) {
    if (holder != null && nanoTime.getAsLong() - since < PROBATION) {
      return false;
    }
    holder = worker;
    since = nanoTime.getAsLong();
    return true;
  }

  synchronized void release(Object worker) {
    if (holder == worker) {
      holder = null;
    }
  }
}
