package carillon.http.limits;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many writes this node works on now, and whether it takes one more. A burst, or what comes
 * while the server stands still for a moment, may wait; what would have to wait behind a burst is
 * refused at once: a longer queue would only make all of them late, and take the threads that reads
 * need. Where somebody has always waited for long, the queue is no burst, and waits are short (the
 * idea of CoDel, RFC 8289). Thread-safe.
 */
final class WriteConcurrencyLimit {
  /** So many times as many may wait as may be worked on. */
  private static final int BURST = 2;

  private final long patience;
  private final long shortPatience;
  private final LongSupplier nanos;
  private int now;
  private int waiting;

  /** Since when somebody has always waited. */
  private long standing;

  /**
   * @param patience how long one waits for its turn, and how long a queue may stand
   * @param shortPatience how long one waits in a queue that has stood for longer
   * @param nanos such as {@link System#nanoTime}
   */
  WriteConcurrencyLimit(Duration patience, Duration shortPatience, LongSupplier nanos) {
    this.patience = patience.toNanos();
    this.shortPatience = shortPatience.toNanos();
    this.nanos = nanos;
  }

  /**
   * Whether one more may begin, when there may be {@code most}; it then must {@link #end}.
   *
   * @throws InterruptedException when the server ends this thread while it waits
   */
  synchronized boolean begin(int most) throws InterruptedException {
    if (now < most && waiting == 0 || waiting < BURST * most && turn(most)) {
      now++;
      return true;
    }
    return false;
  }

  synchronized void end() {
    now--;
    notify();
  }

  private boolean turn(int most) throws InterruptedException {
    long arrived = nanos.getAsLong();
    standing = waiting == 0 ? arrived : standing;
    long longest = arrived - standing < patience ? patience : shortPatience;
    waiting++;
    try {
      for (long left = longest;
          now >= most && left > 0;
          left = arrived + longest - nanos.getAsLong()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return now < most;
    } finally {
      waiting--;
    }
  }
}
