package carillon.job.engine;

import carillon.job.QueueName;

/**
 * So many jobs of a queue and event name went into a state.
 *
 * @param count 1 or more
 */
public record JobStateChange(QueueName queue, String eventName, JobState state, int count) {}
