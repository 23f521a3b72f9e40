package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.QueueName;

/** A run of a job took longer than its handler allows and was interrupted. Fired as a CDI event. */
public record JobTimedOut(JobId id, QueueName queue, String eventName) {}
