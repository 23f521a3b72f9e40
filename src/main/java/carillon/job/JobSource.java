package carillon.job;

import java.time.Duration;
import java.util.List;

/** Where workers take jobs from. Thread-safe; each {@link Intake} belongs to one thread. */
public interface JobSource {

  boolean configured();

  /** A connection of its own to one queue, for one worker thread. */
  Intake open(QueueName queue, String workerName);

  /** One worker's hold on a queue. Used by one thread, but {@link #interrupt()} by any. */
  interface Intake extends AutoCloseable {

    /**
     * Reports what became of jobs and takes the next ones, in one round trip.
     *
     * @param finished what became of jobs that this intake handed out; empty at first
     * @param most how many jobs at most, 0 to only report
     * @param wait how long to wait for the first one
     * @throws QueueUnavailableException when Redis is away; the same {@code finished} is to be
     *     given again, a finalisation counts once however often it is reported
     */
    List<Job> exchange(List<FinishedJob> finished, int most, Duration wait);

    /** Ends a waiting {@link #exchange} at once; it returns no jobs. */
    void interrupt();

    @Override
    void close();
  }
}
