package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobState;
import carillon.job.engine.JobsDropped;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Drops what has lasted its time, by Redis' clock. Every node runs one. */
final class JobExpirer implements BackgroundTasks.Task {
  private static final int STEP = 100;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration SHORT_REST = Duration.ofMillis(10);

  private final RedisPool redisPool;
  private final Settings settings;
  private final Consumer<JobsDropped> dropped;

  JobExpirer(RedisPool redisPool, Settings settings, Consumer<JobsDropped> dropped) {
    this.redisPool = redisPool;
    this.settings = settings;
    this.dropped = dropped;
  }

  @Override
  public Duration run() {
    boolean more = false;
    try {
      for (QueueName queue : redisPool.queues()) {
        more |= expire(queue);
      }
    } catch (QueueUnavailableException unavailable) {
      return REST;
    }
    return more ? SHORT_REST : REST;
  }

  private boolean expire(QueueName queue) {
    long age = settings.get(SettingsTable.DEAD_LETTERS_KEEP).toMillis();
    long bytes = settings.get(SettingsTable.DEAD_LETTERS_BYTES);
    List<?> reply =
        RedisReply.list(redisPool.run(RedisCommand.of(LuaScript.EXPIRE, queue, STEP, age, bytes)));
    reply.subList(1, reply.size()).stream()
        .map(RedisReply::text)
        .forEach(event -> dropped.accept(new JobsDropped(queue, event, JobState.EXPIRED, 1)));
    return RedisReply.number(reply.get(0)) == 1;
  }
}
