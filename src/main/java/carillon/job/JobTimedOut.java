package carillon.job;

/** A run of a job took longer than its handler allows and was interrupted. Fired as a CDI event. */
public record JobTimedOut(JobId id, QueueName queue, String topic) {}
