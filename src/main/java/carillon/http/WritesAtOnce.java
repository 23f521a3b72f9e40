package carillon.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many writes this node works on now, and whether it takes one more. A burst may wait for a
 * moment; what cannot begin then is refused, and what would have to wait behind a burst at once: a
 * longer queue would only make all of them late, and take the threads that reads need. Thread-safe.
 */
final class WritesAtOnce {
  /** So many times as many may wait as may be worked on. */
  private static final int BURST = 2;

  private final long patience;
  private int now;
  private int waiting;

  /**
   * @param patience how long one waits for its turn
   */
  WritesAtOnce(Duration patience) {
    this.patience = patience.toNanos();
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
    long until = System.nanoTime() + patience;
    waiting++;
    try {
      for (long left = patience; now >= most && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return now < most;
    } finally {
      waiting--;
    }
  }
}
