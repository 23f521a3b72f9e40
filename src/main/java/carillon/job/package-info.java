/**
 * The vocabulary and the ports of the queue: what a job is, how one is written ({@link
 * carillon.job.JobHandler}), where it is put ({@link carillon.job.engine.JobQueue}) and how workers
 * take it ({@link carillon.job.engine.JobSource}). Redis and threads are behind these ports, in
 * {@code queue} and {@code worker}.
 */
package carillon.job;
