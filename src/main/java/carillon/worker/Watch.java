package carillon.worker;

/**
 * Looks that the runs of one worker end in time. The worker begins and ends runs, the foreman's
 * thread checks; an interrupt never hits what the thread does after the run.
 */
final class Watch {
  private Thread runner;
  private long deadline;
  private boolean late;

  synchronized void begin(long deadlineNanos) {
    runner = Thread.currentThread();
    deadline = deadlineNanos;
    late = false;
  }

  /** Whether the run was interrupted because it took too long. */
  synchronized boolean end() {
    runner = null;
    if (late) {
      Thread.interrupted();
    }
    return late;
  }

  synchronized void check(long nowNanos) {
    if (runner != null && !late && nowNanos - deadline >= 0) {
      late = true;
      runner.interrupt();
    }
  }
}
