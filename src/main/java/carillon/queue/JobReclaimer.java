package carillon.queue;

import carillon.job.QueueName;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.util.List;

/** Taking back what was handed out, in bounded steps so that Redis is never held up. */
final class JobReclaimer {
  private static final int STEP = 100;
  private static final int POISON = 3;

  private JobReclaimer() {}

  /**
   * Makes suspects of all that a dead node has.
   *
   * @return how many jobs that were; none when the node lives
   */
  static long all(RedisPool redisPool, QueueName queue, String node) {
    long all = 0;
    long moved;
    do {
      moved =
          RedisReply.number(
              redisPool.run(RedisCommand.of(LuaScript.RECLAIM, queue, node, STEP, POISON)));
      all += Math.max(0, moved);
    } while (moved >= STEP);
    return all;
  }

  /** Hands back what a live node of ours was given and never got. */
  static void lost(RedisPool redisPool, QueueName queue, List<String> entries) {
    redisPool.run(
        entries.stream()
            .map(EntryReceipt::of)
            .map(
                lost ->
                    RedisCommand.of(
                        LuaScript.SETTLE, queue, lost.stream(), lost.entry(), "back", 0))
            .toList());
  }

  /** What a live node was handed out and has not ended for {@code millis}. */
  static List<String> overdue(RedisPool redisPool, QueueName queue, String node, long millis) {
    Object reply = redisPool.run(RedisCommand.of(LuaScript.OVERDUE, queue, node, millis, STEP));
    return RedisReply.list(reply).stream().map(RedisReply::text).toList();
  }
}
