package carillon.job;

import java.time.Duration;

/**
 * A run of a job has ended and Redis knows. Fired as a CDI event by the worker.
 *
 * @param waited from enqueue (or due) to start
 * @param ran the run itself
 */
public record JobEnded(
    Job job, QueueName queue, JobOutcome outcome, Duration waited, Duration ran) {}
