package carillon.job;

import java.time.Duration;

/**
 * A job to be enqueued. Immutable.
 *
 * @param payload JSON text
 * @param projectId the project it belongs to, 0 for none (fairness is between projects)
 * @param delay not before, counted from the enqueue on Redis' clock; zero = at once
 * @param keep how long the finished job can still be looked up; zero = not at all
 */
public record NewJob(
    QueueName queue,
    String eventName,
    String payload,
    long projectId,
    Priority priority,
    Duration delay,
    Duration keep) {

  /** A job of normal priority, due at once, forgotten when done. */
  public static NewJob of(QueueName queue, String eventName, String payload, long projectId) {
    return new NewJob(
        queue, eventName, payload, projectId, Priority.NORMAL, Duration.ZERO, Duration.ZERO);
  }
}
