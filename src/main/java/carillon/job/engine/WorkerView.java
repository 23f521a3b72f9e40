package carillon.job.engine;

import carillon.job.QueueName;
import java.time.Instant;

/**
 * A worker thread of this node.
 *
 * @param jobId the job it runs, null when idle
 * @param lastFetchAt when it last asked the queue for a job and got an answer, or ended a job
 * @param stuck whether its job runs on though it was interrupted because its time is over
 */
public record WorkerView(
    String node,
    String name,
    QueueName queue,
    boolean busy,
    String jobId,
    String eventName,
    Instant runningSince,
    Instant lastFetchAt,
    long jobsDone,
    boolean stuck) {}
