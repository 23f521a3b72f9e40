package carillon.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker's rest while its source is away: longer each time, up to 2 s, over at once at a stop.
 */
final class ReconnectBackoff {
  private static final long FIRST_MS = 50;
  private static final long LONGEST_MS = 2000;

  private final CountDownLatch stop;
  private long next = FIRST_MS;

  ReconnectBackoff(CountDownLatch stop) {
    this.stop = stop;
  }

  void over() {
    next = FIRST_MS;
  }

  /**
   * @throws InterruptedException when the server wants the thread back
   */
  void take() throws InterruptedException {
    stop.await(next, TimeUnit.MILLISECONDS);
    next = Math.min(LONGEST_MS, next * 2);
  }
}
