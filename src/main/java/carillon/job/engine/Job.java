package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.Priority;
import java.time.Duration;
import java.time.Instant;

/**
 * A job as a worker got it. Immutable.
 *
 * @param id stable over retries
 * @param receipt the queue's own name of this hand-out, opaque to others
 * @param attempt 1 for the first run
 * @param crashes how many nodes died while they had it
 * @param enqueuedAt on Redis' clock
 * @param readyAt since when it waited for this run, on Redis' clock
 * @param postponedSince when a node first put it back for later without running it, or null
 * @param keep how long the finished job can still be looked up
 * @param trace the {@code traceparent} of the request that it comes from, empty when it had none
 */
public record Job(
    JobId id,
    String receipt,
    String eventName,
    String payload,
    long projectId,
    Priority priority,
    int attempt,
    int crashes,
    Instant enqueuedAt,
    Instant readyAt,
    Instant postponedSince,
    Duration keep,
    String trace) {}
