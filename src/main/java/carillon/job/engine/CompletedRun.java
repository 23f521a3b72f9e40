package carillon.job.engine;

import carillon.job.QueueName;
import java.time.Duration;

/**
 * A run of a job that has ended, and how.
 *
 * @param waited from enqueue (or due) to start
 * @param ran the run itself
 */
public record CompletedRun(
    Job job, QueueName queue, JobOutcome outcome, Duration waited, Duration ran) {}
