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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jobs put on Redis and looked up there. Thread-safe. */
final class RedisJobQueue implements JobQueue {
  private final Redises redises;
  private final Settings settings;
  private final Consumer<JobsEnqueued> enqueued;

  RedisJobQueue(Redises redises, Settings settings, Consumer<JobsEnqueued> enqueued) {
    this.redises = redises;
    this.settings = settings;
    this.enqueued = enqueued;
  }

  @Override
  public boolean configured() {
    return redises.configured();
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
    return JobLookup.view(id, redises.of(id.queue()).run(JobLookup.request(id)));
  }

  @Override
  public QueueStatus status(QueueName queue) {
    return QueueNumbers.status(queue, redises.of(queue).run(Request.of(Script.STATUS, queue)));
  }

  @Override
  public Optional<Instant> oldestReady(QueueName queue) {
    return Optional.ofNullable(status(queue).oldestReady());
  }

  @Override
  public int nodes() {
    Redis redis = redises.of(Node.COUNTED_ON);
    return Math.toIntExact(Reply.number(redis.run(Request.of(Script.NODES, Node.COUNTED_ON))));
  }

  private List<JobId> put(List<NewJob> jobs, int replicas) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    Map<Redis, List<NewJob>> parts = redises.split(jobs, NewJob::queue);
    if (parts.size() == 1) {
      return put(jobs, replicas, redises.of(jobs.get(0).queue()));
    }
    Map<Redis, Iterator<JobId>> ids = new HashMap<>();
    parts.forEach((redis, part) -> ids.put(redis, put(part, replicas, redis).iterator()));
    return jobs.stream().map(job -> ids.get(redises.of(job.queue())).next()).toList();
  }

  private List<JobId> put(List<NewJob> jobs, int replicas, Redis redis) {
    EnqueueBatch batch = new EnqueueBatch(jobs, replicas);
    List<Object> replies = redis.run(batch.requests());
    redis.takesJobs();
    List<Enqueued> all = enqueued(batch, replies, redis);
    Enqueued.facts(all).forEach(enqueued);
    if (replicas > 0 && Reply.number(replies.get(replies.size() - 1)) < replicas) {
      throw new QueueUnavailableException(
          "Enqueued, but fewer than " + replicas + " replicas confirmed it in time", null);
    }
    return all.stream().map(Enqueued::id).toList();
  }

  private static List<Enqueued> enqueued(EnqueueBatch batch, List<Object> replies, Redis redis) {
    try {
      return batch.enqueued(replies);
    } catch (JedisDataException broken) {
      throw redis.unavailable(broken);
    }
  }
}
