package carillon.queue;

import carillon.job.QueueName;
import java.util.List;

/** Taking back what was handed out, in bounded steps so that Redis is never held up. */
final class Reclaim {
  private static final int STEP = 100;
  private static final int POISON = 3;

  private Reclaim() {}

  /**
   * Makes suspects of all that a dead node has.
   *
   * @return how many jobs that were; none when the node lives
   */
  static long all(Redis redis, QueueName queue, String node) {
    long all = 0;
    long moved;
    do {
      moved = Reply.number(redis.run(Request.of(Script.RECLAIM, queue, node, STEP, POISON)));
      all += Math.max(0, moved);
    } while (moved >= STEP);
    return all;
  }

  /** Hands back what a live node of ours was given and never got. */
  static void lost(Redis redis, QueueName queue, List<String> entries) {
    redis.run(
        entries.stream()
            .map(Receipt::of)
            .map(lost -> Request.of(Script.SETTLE, queue, lost.stream(), lost.entry(), "back", 0))
            .toList());
  }

  /** What a live node was handed out and has not ended for {@code millis}. */
  static List<String> overdue(Redis redis, QueueName queue, String node, long millis) {
    Object reply = redis.run(Request.of(Script.OVERDUE, queue, node, millis, STEP));
    return Reply.list(reply).stream().map(Reply::text).toList();
  }
}
