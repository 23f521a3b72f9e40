package carillon.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays callers for a fixed time, or blocks them until it is opened. Thread-safe. */
final class Gate {
  private static final long CLOSED_AT_MOST_SECONDS = 900;

  private volatile CountDownLatch closed = new CountDownLatch(0);
  private volatile Duration delay = Duration.ZERO;

  void delay(Duration newDelay) {
    this.delay = newDelay;
  }

  synchronized void close() {
    if (closed.getCount() == 0) {
      closed = new CountDownLatch(1);
    }
  }

  synchronized void open() {
    closed.countDown();
  }

  void pass() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      if (!closed.await(CLOSED_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody opened the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
