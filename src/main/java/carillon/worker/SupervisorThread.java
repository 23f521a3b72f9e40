package carillon.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One managed thread that does small things several times a second, also while the server suspends
 * and its executors take nothing more. Nothing that they throw ends it.
 */
final class SupervisorThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisorThread.class);

  private final String name;
  private final Duration period;
  private final List<Step> steps;
  private final LongSupplier nanoTime;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile long lastBeat;
  private volatile Thread thread;

  /**
   * @param period how long to rest between two rounds
   * @param tasks what to do, in this order
   */
  SupervisorThread(String name, Duration period, List<Runnable> tasks, LongSupplier nanoTime) {
    this.name = name;
    this.period = period;
    this.steps = tasks.stream().map(Step::new).toList();
    this.nanoTime = nanoTime;
    this.lastBeat = nanoTime.getAsLong();
  }

  void start(ThreadFactory threads) {
    thread = threads.newThread(this);
    thread.setName(name);
    thread.start();
  }

  void stop() {
    stop.countDown();
  }

  /** Whether it was started and still runs. Any thread. */
  boolean alive() {
    Thread started = thread;
    return started != null && started.isAlive();
  }

  /** Since when it has ended no round. Any thread. */
  Duration silence() {
    return Duration.ofNanos(nanoTime.getAsLong() - lastBeat);
  }

  @Override
  public void run() {
    while (!stopped()) {
      round();
    }
  }

  private boolean stopped() {
    try {
      return stop.await(period.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
      return true;
    } catch (RuntimeException | Error noRest) {
      SafeLog.error(LOG, "{} cannot rest; it goes on", name, noRest);
      return false;
    }
  }

  private void round() {
    try {
      steps.forEach(Step::run);
      lastBeat = nanoTime.getAsLong();
    } catch (RuntimeException | Error broken) {
      SafeLog.error(LOG, "{} broke off a round; it goes on", name, broken);
    }
  }

  /** A task that is logged when it begins to fail, and not again until it has succeeded. */
  private static final class Step {
    private final Runnable task;
    private boolean failing;

    Step(Runnable task) {
      this.task = task;
    }

    void run() {
      try {
        task.run();
        failing = false;
      } catch (RuntimeException | Error failed) {
        if (!failing) {
          failing = true;
          SafeLog.error(LOG, "Periodic worker supervision failed; continuing", failed);
        }
      }
    }
  }
}
