package carillon.queue;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.List;

/** Moves scheduled jobs that are due to their streams, by Redis' clock. Every node runs one. */
final class ScheduledJobPromoter implements BackgroundTasks.Task {
  private static final int STEP = 100;
  private static final long LONGEST_REST = 200;
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final RedisPool redisPool;

  ScheduledJobPromoter(RedisPool redisPool) {
    this.redisPool = redisPool;
  }

  @Override
  public Duration run() {
    try {
      return Duration.ofMillis(promote());
    } catch (QueueUnavailableException unavailable) {
      return AWAY;
    }
  }

  private long promote() {
    List<RedisCommand> redisCommands =
        redisPool.queues().stream()
            .map(queue -> RedisCommand.of(LuaScript.PROMOTE, queue, STEP))
            .toList();
    long rest = LONGEST_REST;
    for (Object reply : redisPool.run(redisCommands)) {
      long untilNext = RedisReply.number(RedisReply.list(reply).get(1));
      rest = untilNext < 0 ? rest : Math.min(rest, untilNext);
    }
    return rest;
  }
}
