package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.Progress;
import java.time.Instant;

/**
 * What can be told about a job by its id.
 *
 * @param lastError class, message and attempt of the last failure, or null
 * @param dueAt when a scheduled job is due, else null
 * @param progress how far a long job is, as it said last, or null
 */
public record JobView(
    JobId id,
    JobState state,
    String eventName,
    String payload,
    long projectId,
    int attempt,
    Instant enqueuedAt,
    Instant dueAt,
    String lastError,
    Progress progress) {}
