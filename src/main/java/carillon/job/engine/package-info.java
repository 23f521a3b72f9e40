/**
 * The ports between those who enqueue, look and steer, the queue and the workers. In {@code job}
 * itself is what an author of a {@link carillon.job.JobHandler} needs. Redis and threads are behind
 * these ports, in {@code queue} and {@code worker}.
 */
package carillon.job.engine;
