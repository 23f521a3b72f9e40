/**
 * The queue on Redis Streams, the only package that knows Jedis. In: jobs through {@link
 * carillon.job.engine.JobQueue}, and what became of them through {@link
 * carillon.job.engine.JobSource}. Out: jobs to workers, at least once each. Every transition of a
 * job is one atomic Lua script (resources {@code carillon/queue/redis/*.lua}); liveness is a key
 * per node; a reaper gives back what dead nodes had.
 */
package carillon.queue;
