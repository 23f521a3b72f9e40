package carillon.dispatch;

import java.time.Instant;

/**
 * A claimed task: this run owns it as long as {@code epoch} is the row's.
 *
 * @param mode inline or queued, as it was decided when the changeset was recorded
 * @param trace the {@code traceparent} of the request that recorded it, empty when it had none
 */
public record Task(
    long id,
    String kind,
    long changesetId,
    long artifactId,
    long projectId,
    String subject,
    boolean sendNotifications,
    DispatchMode mode,
    long epoch,
    Instant createdAt,
    String trace) {}
