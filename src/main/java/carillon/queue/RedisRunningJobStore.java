package carillon.queue;

import carillon.job.JobId;
import carillon.job.JobOwnershipLostException;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.Job;
import carillon.job.engine.RunningJobStore;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/** Notes about running jobs: a hash for each, gone with the job. Thread-safe. */
final class RedisRunningJobStore implements RunningJobStore {
  /** For what is left behind when a job's entry is deleted by hand. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final RedisByQueue redisByQueue;
  private final NodeRegistration nodeRegistration;

  RedisRunningJobStore(RedisByQueue redisByQueue, NodeRegistration nodeRegistration) {
    this.redisByQueue = redisByQueue;
    this.nodeRegistration = nodeRegistration;
  }

  @Override
  public Optional<String> checkpoint(Job job) {
    RedisCommand redisCommand = RedisCommand.of(Command.HGET, Keys.run(job.id()), "checkpoint");
    return Optional.ofNullable(
        RedisReply.text(redisByQueue.of(job.id().queue()).run(redisCommand)));
  }

  @Override
  public void saveCheckpoint(Job job, String state) throws JobOwnershipLostException {
    note(job, "checkpoint", state);
  }

  @Override
  public void saveProgress(Job job, Progress progress) throws JobOwnershipLostException {
    note(job, "progress", progress.percent() + " " + progress.text());
  }

  @Override
  public Set<JobId> cancelled(Collection<JobId> running) {
    Set<JobId> cancelled = new HashSet<>();
    redisByQueue
        .split(List.copyOf(running), JobId::queue)
        .forEach((redisPool, ids) -> cancelled.addAll(cancelled(redisPool, ids)));
    return cancelled;
  }

  private static Set<JobId> cancelled(RedisPool redisPool, List<JobId> ids) {
    List<Object> replies =
        redisPool.run(
            ids.stream().map(id -> RedisCommand.of(Command.EXISTS, Keys.cancel(id))).toList());
    Set<JobId> cancelled = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (RedisReply.number(replies.get(i)) == 1) {
        cancelled.add(ids.get(i));
      }
    }
    return cancelled;
  }

  private void note(Job job, String what, String text) throws JobOwnershipLostException {
    EntryReceipt entryReceipt = EntryReceipt.of(job);
    nodeRegistration.noted().add(job.id());
    QueueName queue = job.id().queue();
    Object reply =
        redisByQueue
            .of(queue)
            .run(
                RedisCommand.of(
                    LuaScript.NOTE,
                    queue,
                    entryReceipt.stream(),
                    entryReceipt.entry(),
                    what,
                    text,
                    LONGEST.toMillis()));
    if (RedisReply.number(reply) == 0) {
      throw new JobOwnershipLostException(job.id());
    }
  }
}
