package carillon.job.engine;

import carillon.job.QueueName;

/**
 * Redis has accepted jobs. Fired as a CDI event by the queue, after the fact, once per event name
 * of a batch.
 *
 * @param eventName the event name, as it was given
 * @param count how many; above 0
 */
public record JobsEnqueued(QueueName queue, String eventName, int count) {}
