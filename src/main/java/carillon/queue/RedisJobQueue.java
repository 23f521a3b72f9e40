package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobId;
import carillon.job.JobQueue;
import carillon.job.JobView;
import carillon.job.JobsEnqueued;
import carillon.job.NewJob;
import carillon.job.QueueName;
import carillon.job.QueueStatus;
import carillon.job.QueueUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jobs put on Redis and looked up there. Thread-safe. */
final class RedisJobQueue implements JobQueue {
  private final Redis redis;
  private final Settings settings;
  private final Consumer<JobsEnqueued> enqueued;

  RedisJobQueue(Redis redis, Settings settings, Consumer<JobsEnqueued> enqueued) {
    this.redis = redis;
    this.settings = settings;
    this.enqueued = enqueued;
  }

  @Override
  public boolean configured() {
    return redis.configured();
  }

  @Override
  public List<JobId> enqueue(List<NewJob> jobs) {
    return put(jobs, 0);
  }

  @Override
  public List<JobId> enqueueDurably(List<NewJob> jobs) {
    return put(jobs, settings.get(SettingsTable.REDIS_WAIT_REPLICAS));
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return JobLookup.view(id, redis.run(JobLookup.request(id)));
  }

  @Override
  public QueueStatus status(QueueName queue) {
    return QueueNumbers.status(queue, redis.run(Request.of(Script.STATUS, queue)));
  }

  @Override
  public Optional<Instant> oldestReady(QueueName queue) {
    return Optional.ofNullable(status(queue).oldestReady());
  }

  @Override
  public int nodes() {
    return Math.toIntExact(
        Reply.number(redis.run(Request.of(Script.NODES, QueueName.NOTIFICATIONS))));
  }

  private List<JobId> put(List<NewJob> jobs, int replicas) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    EnqueueBatch batch = new EnqueueBatch(jobs, replicas);
    List<Object> replies = redis.run(batch.requests());
    redis.takesJobs();
    List<Enqueued> all = enqueued(batch, replies);
    Enqueued.facts(all).forEach(enqueued);
    if (replicas > 0 && Reply.number(replies.get(replies.size() - 1)) < replicas) {
      throw new QueueUnavailableException(
          "Enqueued, but fewer than " + replicas + " replicas confirmed it in time", null);
    }
    return all.stream().map(Enqueued::id).toList();
  }

  private List<Enqueued> enqueued(EnqueueBatch batch, List<Object> replies) {
    try {
      return batch.enqueued(replies);
    } catch (JedisDataException broken) {
      throw redis.unavailable(broken);
    }
  }
}
