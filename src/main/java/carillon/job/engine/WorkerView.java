package carillon.job.engine;

import carillon.job.QueueName;
import java.time.Duration;
import java.time.Instant;

/**
 * A worker thread of this node.
 *
 * @param jobId the job it runs, null when idle
 * @param lastFetchAt when it last asked the queue for a job and got an answer, or ended a job; null
 *     before the first time
 * @param stuck whether its job runs on though it was interrupted because its time is over
 */
public record WorkerView(
    String node,
    String name,
    QueueName queue,
    Instant startedAt,
    boolean busy,
    String jobId,
    String eventName,
    Instant runningSince,
    Instant lastFetchAt,
    long jobsDone,
    boolean stuck) {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Whether it lives, has nothing to do, and has asked for no job for a minute. */
  public boolean silent(Instant now) {
    return !busy && Duration.between(lastSeen(), now).compareTo(SILENCE) > 0;
  }

  /** When it last asked the queue; before the first time, when it started. */
  public Instant lastSeen() {
    return lastFetchAt == null ? startedAt : lastFetchAt;
  }
}
