package carillon.worker;

import carillon.job.JobId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks that the runs of one worker end in time, or when they are cancelled. The worker begins and
 * ends runs, the foreman's thread checks; an interrupt never hits what the thread does after the
 * run.
 */
final class RunTimeout {
  private static final long STUCK_NANOS = 10_000_000_000L;

  private final Consumer<List<AutoCloseable>> closer;
  private Thread runner;
  private RunningJob runningJob;
  private long deadline;
  private boolean late;
  private boolean closed;

  /**
   * @param closer closes what a run that must end has registered, in another thread, because
   *     closing may take its time
   */
  RunTimeout(Consumer<List<AutoCloseable>> closer) {
    this.closer = closer;
  }

  synchronized void begin(RunningJob next, long deadlineNanos) {
    runner = Thread.currentThread();
    runningJob = next;
    deadline = deadlineNanos;
    late = false;
    closed = false;
  }

  /** Whether the run was interrupted because it took too long. */
  synchronized boolean end() {
    runner = null;
    if (late) {
      Thread.interrupted();
    }
    return late;
  }

  /** Whether the run goes on and on though it was interrupted. */
  synchronized boolean stuck(long nowNanos) {
    return runner != null && late && nowNanos - deadline >= STUCK_NANOS;
  }

  synchronized void check(long nowNanos) {
    if (runner != null && !closed && nowNanos - deadline >= 0) {
      late = true;
      runner.interrupt();
      closer.accept(runningJob.resources());
      closed = true;
    }
  }

  /** Tells the run, if it is one of these, that somebody wants it to end. */
  synchronized void cancel(Set<JobId> cancelled) {
    if (runner != null && !runningJob.cancelled() && cancelled.contains(runningJob.id())) {
      closer.accept(runningJob.resources());
      runningJob.cancel();
    }
  }
}
