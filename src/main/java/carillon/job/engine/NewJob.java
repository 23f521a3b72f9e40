package carillon.job.engine;

import carillon.job.Priority;
import carillon.job.QueueName;
import java.time.Duration;

/**
 * A job to be enqueued. Immutable.
 *
 * @param payload JSON text
 * @param projectId the project it belongs to, 0 for none (fairness is between projects)
 * @param delay not before, counted from the enqueue on Redis' clock; zero = at once
 * @param ttl after so long it is dropped if it still waits; zero = it waits for ever
 * @param keep how long the ended job can still be looked up; zero = not at all
 * @param uniqueKey while a job of this queue and event with the same key waits or runs, another is
 *     not enqueued; without spaces; empty = none
 * @param uniqueFor nor before so long has passed since its enqueue, even when it is done or dead;
 *     zero = then it may be at once
 */
public record NewJob(
    QueueName queue,
    String eventName,
    String payload,
    long projectId,
    Priority priority,
    Duration delay,
    Duration ttl,
    Duration keep,
    String uniqueKey,
    Duration uniqueFor) {

  /** A job of normal priority, due at once, forgotten when done. */
  public static NewJob of(QueueName queue, String eventName, String payload, long projectId) {
    return new NewJob(
        queue,
        eventName,
        payload,
        projectId,
        Priority.NORMAL,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        "",
        Duration.ZERO);
  }

  public NewJob with(Priority other) {
    return new NewJob(
        queue, eventName, payload, projectId, other, delay, ttl, keep, uniqueKey, uniqueFor);
  }

  public NewJob delayed(Duration by) {
    return new NewJob(
        queue, eventName, payload, projectId, priority, by, ttl, keep, uniqueKey, uniqueFor);
  }

  public NewJob expiring(Duration after) {
    return new NewJob(
        queue, eventName, payload, projectId, priority, delay, after, keep, uniqueKey, uniqueFor);
  }

  public NewJob kept(Duration after) {
    return new NewJob(
        queue, eventName, payload, projectId, priority, delay, ttl, after, uniqueKey, uniqueFor);
  }

  /** See {@link #uniqueKey} and {@link #uniqueFor}. */
  public NewJob unique(String key, Duration window) {
    return new NewJob(
        queue, eventName, payload, projectId, priority, delay, ttl, keep, key, window);
  }
}
