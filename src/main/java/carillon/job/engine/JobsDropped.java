package carillon.job.engine;

import carillon.job.QueueName;

/**
 * Jobs that never ran were dropped: cancelled while they waited, or their time to live was over.
 * Fired as a CDI event by the queue, after the fact.
 *
 * @param how {@link JobState#CANCELLED} or {@link JobState#EXPIRED}
 * @param count how many; above 0
 */
public record JobsDropped(QueueName queue, String eventName, JobState how, int count) {}
