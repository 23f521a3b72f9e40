package carillon.job.engine;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Duration;
import java.util.List;

/** Where workers take jobs from. Thread-safe; each {@link Intake} belongs to one thread. */
public interface JobSource {

  boolean configured();

  /** A connection of its own to one queue, for one worker thread. */
  Intake open(QueueName queue);

  /**
   * Says that this node lives. To be called every few seconds while an intake is open, by a thread
   * that no job can hold up: the jobs of a node that is silent for 10 s are given to others.
   *
   * @throws QueueUnavailableException when Redis is away
   */
  default void beat() {}

  /**
   * Says that this node takes no more jobs, after its intakes are closed. A node with an intake
   * still open (its thread still runs a job) is left to fall silent instead.
   */
  default void leave() {}

  /**
   * One worker's hold on a queue. Used by one thread, but {@link #interrupt()} by any. What one
   * intake handed out, another of this node may report.
   */
  interface Intake extends AutoCloseable {

    /**
     * Reports what became of jobs and takes the next ones, in one round trip.
     *
     * @param finished what became of jobs that were handed out on this node; empty at first
     * @param most how many jobs at most, 0 to only report
     * @param wait how long to wait for the first one
     * @param settled is run once what is finished is written, before any waiting
     * @throws QueueUnavailableException when Redis is away; unless it is settled, the same {@code
     *     finished} is to be given again, a finalisation counts once however often it is reported
     */
    List<Job> ackAndFetch(List<JobResult> finished, int most, Duration wait, Runnable settled);

    /** For those who need not know when it is settled. */
    default List<Job> ackAndFetch(List<JobResult> finished, int most, Duration wait) {
      return ackAndFetch(finished, most, wait, () -> {});
    }

    /** Ends a waiting {@link #ackAndFetch} at once; it returns no jobs. */
    void interrupt();

    /** Gives up jobs whose end cannot be reported: they are handed out again. */
    void abandon(List<Job> jobs);

    @Override
    void close();
  }
}
