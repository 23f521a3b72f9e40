package carillon.job;

import java.time.Duration;

/**
 * A type of job: what runs when a job of that event name is taken from the queue. A CDI bean that
 * implements this is found by itself; that one class is all another job type needs.
 *
 * <p>A job runs <em>at least once</em>: after a crash it runs again, so a handler is idempotent.
 * Called by several threads at once.
 *
 * @param <P> the payload, a record that Jackson reads from the job's JSON; its constructor refuses
 *     what is malformed
 */
public interface JobHandler<P> {

  /** The event name, unique among handlers. */
  String eventName();

  /** The class of the payload. */
  Class<P> payloadType();

  /**
   * Runs the job. Returning means done.
   *
   * @throws MalformedPayloadException to bury the job at once as MALFORMED
   * @throws Exception to have it tried again as {@link #retryPolicy()} says
   */
  void handle(P payload, JobContext context) throws Exception;

  /** The queue its jobs are put on unless the caller names another. */
  default QueueName queue() {
    return QueueName.BACKGROUND;
  }

  /** How soon its jobs are taken unless the caller says otherwise. */
  default Priority priority() {
    return Priority.NORMAL;
  }

  default RetryPolicy retryPolicy() {
    return RetryPolicy.DEFAULT;
  }

  /** After this long the thread is interrupted and the run counts as failed. */
  default Duration timeout() {
    return Duration.ofMinutes(10);
  }

  /** Whether {@code POST /jobs} may enqueue it. */
  default boolean acceptedFromOutside() {
    return false;
  }
}
