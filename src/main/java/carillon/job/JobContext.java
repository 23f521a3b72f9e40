package carillon.job;

import java.time.Instant;

/**
 * What a running job may know about its run.
 *
 * @param attempt 1 for the first run
 * @param deadline when the time-out interrupts it
 */
public record JobContext(JobId id, int attempt, long projectId, Instant deadline) {}
