package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobView;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jobs put on Redis and looked up there. Thread-safe. */
final class RedisJobQueue implements JobQueue {
  private final RedisByQueue redisByQueue;
  private final Settings settings;
  private final Consumer<JobsEnqueued> enqueued;

  RedisJobQueue(RedisByQueue redisByQueue, Settings settings, Consumer<JobsEnqueued> enqueued) {
    this.redisByQueue = redisByQueue;
    this.settings = settings;
    this.enqueued = enqueued;
  }

  @Override
  public boolean configured() {
    return redisByQueue.configured();
  }

  @Override
  public List<JobId> enqueue(List<NewJob> jobs) {
    return put(jobs, 0, "");
  }

  @Override
  public List<JobId> enqueueDurably(List<NewJob> jobs, String requestId) {
    return put(jobs, settings.get(SettingsTable.REDIS_WAIT_REPLICAS), requestId);
  }

  @Override
  public Duration unavailableFor(QueueName queue) {
    return redisByQueue.of(queue).unavailableFor();
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return JobViewReader.view(id, redisByQueue.of(id.queue()).run(JobViewReader.request(id)));
  }

  @Override
  public QueueStatus status(QueueName queue) {
    return QueueStatusReader.status(
        queue, redisByQueue.of(queue).run(RedisCommand.of(LuaScript.STATUS, queue)));
  }

  @Override
  public Optional<Instant> oldestReady(QueueName queue) {
    return Optional.ofNullable(status(queue).oldestReady());
  }

  @Override
  public int nodes() {
    RedisPool redisPool = redisByQueue.of(NodeRegistration.COUNTED_ON);
    return Math.toIntExact(
        RedisReply.number(
            redisPool.run(RedisCommand.of(LuaScript.NODES, NodeRegistration.COUNTED_ON))));
  }

  private List<JobId> put(List<NewJob> jobs, int replicas, String requestId) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    Map<RedisPool, Iterator<JobId>> ids = new HashMap<>();
    redisByQueue
        .split(jobs, NewJob::queue)
        .forEach(
            (redisPool, part) -> {
              EnqueueBatch batch = new EnqueueBatch(part, replicas, requestId);
              ids.put(redisPool, put(batch, replicas, redisPool).iterator());
            });
    return jobs.stream().map(job -> ids.get(redisByQueue.of(job.queue())).next()).toList();
  }

  private List<JobId> put(EnqueueBatch batch, int replicas, RedisPool redisPool) {
    List<Object> replies = send(batch, redisPool);
    List<EnqueueResult> all = enqueued(batch, replies, redisPool);
    redisPool.takesJobs();
    EnqueueResult.facts(all).forEach(enqueued);
    if (replicas > 0 && RedisReply.number(replies.get(replies.size() - 1)) < replicas) {
      throw new QueueUnavailableException(
          "Enqueued, but fewer than " + replicas + " replicas confirmed it in time", null);
    }
    return all.stream().map(EnqueueResult::id).toList();
  }

  private static List<Object> send(EnqueueBatch batch, RedisPool redisPool) {
    try {
      return batch.repeatable()
          ? redisPool.run(batch.requests())
          : redisPool.runOnce(batch.requests());
    } catch (QueueUnavailableException refused) {
      redisPool.refusesJobs();
      throw refused;
    }
  }

  private static List<EnqueueResult> enqueued(
      EnqueueBatch batch, List<Object> replies, RedisPool redisPool) {
    try {
      return batch.enqueued(replies);
    } catch (JedisDataException broken) {
      redisPool.refusesJobs();
      throw redisPool.unavailable(broken);
    }
  }
}
