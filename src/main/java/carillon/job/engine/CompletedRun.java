package carillon.job.engine;

import carillon.job.QueueName;
import java.time.Duration;

/**
 * A completed run of a job.
 *
 * @param waited from enqueue (or due) to start
 * @param ran how long the run took
 */
public record CompletedRun(JobResult result, QueueName queue, Duration waited, Duration ran) {
  public Job job() {
    return result.job();
  }

  public JobOutcome outcome() {
    return result.outcome();
  }
}
