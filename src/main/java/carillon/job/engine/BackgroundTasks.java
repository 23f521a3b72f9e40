package carillon.job.engine;

import java.time.Duration;

/**
 * Short pieces of housekeeping, run again and again by threads of the server: they pause while the
 * server is suspended and end at undeploy. Thread-safe. Implemented by {@code worker}, so that
 * nobody else knows managed threads.
 */
public interface BackgroundTasks {

  /**
   * Runs {@code step} now and again, never twice at once. A step that throws is logged and runs
   * again after a back-off.
   *
   * @param name for logs, unique
   */
  Handle repeat(String name, Task task);

  /** One piece of work. */
  interface Task {
    /** Works, then says how long to rest before the next time. Bounded: seconds, not minutes. */
    Duration run() throws Exception;
  }

  /** A step that is being repeated. */
  interface Handle {
    /** Runs the step as soon as possible; during a run: once more after it. */
    void wake();

    /** No further run; one that is under way ends by itself. */
    void stop();
  }
}
