package carillon.worker;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One managed thread that does small things several times a second, also while the server suspends
 * and its executors take nothing more.
 */
final class SupervisorThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisorThread.class);
  private static final long TICK_MS = 200;

  private final List<Runnable> tasks;
  private final CountDownLatch stop = new CountDownLatch(1);
  private boolean complained;

  SupervisorThread(List<Runnable> tasks) {
    this.tasks = tasks;
  }

  void start(ThreadFactory threads) {
    Thread thread = threads.newThread(this);
    thread.setName("carillon-pulse");
    thread.start();
  }

  void stop() {
    stop.countDown();
  }

  @Override
  public void run() {
    try {
      while (!stop.await(TICK_MS, TimeUnit.MILLISECONDS)) {
        tasks.forEach(this::tick);
      }
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(Runnable task) {
    try {
      task.run();
      complained = false;
    } catch (RuntimeException | Error failed) {
      if (!complained) {
        LOG.error("Periodic worker supervision failed; continuing", failed);
        complained = true;
      }
    }
  }
}
