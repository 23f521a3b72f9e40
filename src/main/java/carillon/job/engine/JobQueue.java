package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where jobs are put and looked up. Thread-safe. */
public interface JobQueue {

  /** Whether a Redis is configured at all. Without one every other call throws. */
  boolean configured();

  /**
   * Puts jobs on their queues, pipelined. When this returns, Redis has accepted all of them.
   *
   * @return their ids, in the order given
   * @throws QueueUnavailableException when some may not have been accepted
   */
  List<JobId> enqueue(List<NewJob> jobs);

  /**
   * Like {@link #enqueue}, and returns only when as many replicas as {@code
   * carillon.redis.wait-replicas} says have the jobs too.
   *
   * @throws QueueUnavailableException when some may not have been accepted, or too few replicas
   *     answered in time (the jobs may then run all the same)
   */
  default List<JobId> enqueueDurably(List<NewJob> jobs) {
    return enqueueDurably(jobs, "");
  }

  /**
   * Like {@link #enqueueDurably(List)}, for a request that somebody repeats when its answer is
   * lost: the same jobs under the same id are enqueued once an hour at most and have the same ids.
   *
   * @param requestId of letters and digits, unique to these jobs; empty when nobody repeats them
   */
  default List<JobId> enqueueDurably(List<NewJob> jobs, String requestId) {
    return enqueue(jobs);
  }

  /**
   * How long jobs could not be put on this queue: zero when that worked the last time, or was never
   * tried. Asks nobody.
   */
  Duration unavailableFor(QueueName queue);

  /**
   * The job with this id: while it waits or runs, and after its end as long as it is kept.
   *
   * @throws QueueUnavailableException when Redis does not answer
   */
  Optional<JobView> find(JobId id);

  /**
   * @throws QueueUnavailableException when Redis does not answer
   */
  QueueStatus status(QueueName queue);

  /**
   * When the oldest job that is still waiting to be taken was put on the queue, on Redis' clock;
   * empty when none waits. O(1).
   *
   * @throws QueueUnavailableException when Redis does not answer
   */
  Optional<Instant> oldestReady(QueueName queue);

  /**
   * How many nodes that take jobs from the same Redis live now.
   *
   * @throws QueueUnavailableException when Redis does not answer
   */
  default int nodes() {
    return 1;
  }
}
