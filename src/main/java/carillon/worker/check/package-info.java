/**
 * What the system check finds about workers and their queues: stuck workers, jobs that wait too
 * long, dead letters, events without a handler. In: the ports of {@code job.engine}. Out: findings.
 */
package carillon.worker.check;
