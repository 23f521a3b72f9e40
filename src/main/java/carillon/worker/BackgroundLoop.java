package carillon.worker;

import carillon.job.engine.BackgroundTasks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step and its next run: one-shot runs that schedule each other, as far apart as each of them
 * says. Thread-safe.
 */
final class BackgroundLoop implements BackgroundTasks.Handle, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final int LONGEST_SHIFT = 5;
  private static final long OVERDUE_SECONDS = 5;

  private final String name;
  private final BackgroundTasks.Task task;
  private ScheduledExecutorService threads;
  private ScheduledFuture<?> next;
  private boolean running;
  private boolean again;
  private boolean stopped;
  private boolean paused;
  private int failures;

  BackgroundLoop(String name, BackgroundTasks.Task task) {
    this.name = name;
    this.task = task;
  }

  /**
   * Runs from now on; also brings back to life a loop whose next run was refused, dropped, or waits
   * though its time has come: an executor all of whose threads died starts one when it is given
   * something.
   */
  synchronized void keepAlive(ScheduledExecutorService executor) {
    threads = executor;
    paused = false;
    if (!running && (next == null || next.isDone() || overdue())) {
      schedule(Duration.ZERO);
    }
  }

  private boolean overdue() {
    return next.getDelay(TimeUnit.SECONDS) < -OVERDUE_SECONDS;
  }

  /** No further run until {@link #keepAlive}. */
  synchronized void pause() {
    paused = true;
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  @Override
  public synchronized void wake() {
    if (running) {
      again = true;
    } else if (threads != null) {
      schedule(Duration.ZERO);
    }
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public void run() {
    if (begin()) {
      Duration pause = FIRST_BACK_OFF;
      try {
        pause = Objects.requireNonNull(task.run(), name);
        failures = 0;
      } catch (Exception | Error failed) {
        pause = backOff(failed);
      } finally {
        end(pause);
      }
    }
  }

  private synchronized boolean begin() {
    if (running || stopped) {
      again = running;
      return false;
    }
    running = true;
    again = false;
    return true;
  }

  private synchronized void end(Duration pause) {
    running = false;
    schedule(again ? Duration.ZERO : pause);
  }

  private void schedule(Duration pause) {
    if (stopped || paused) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    try {
      next = threads.schedule(this, Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException undeployed) {
      next = null;
    }
  }

  private Duration backOff(Throwable failed) {
    Duration pause = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures, LONGEST_SHIFT));
    failures++;
    SafeLog.error(LOG, "{} failed; retry in {} s", name, pause.toSeconds(), failed);
    return pause;
  }
}
