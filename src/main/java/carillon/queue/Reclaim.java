package carillon.queue;

import carillon.job.QueueName;

/** Taking back what a consumer has pending, in bounded steps so that Redis is never held up. */
final class Reclaim {
  private static final int STEP = 100;
  private static final int POISON = 10;

  private Reclaim() {}

  /**
   * @param deadNode the incarnation that must be dead, or empty when it is a live one's own
   *     decision
   * @return how many jobs were given back
   */
  static long all(Redis redis, QueueName queue, String consumer, String deadNode) {
    long all = 0;
    long moved;
    do {
      moved =
          Reply.number(
              redis.run(Request.of(Script.RECLAIM, queue, consumer, deadNode, STEP, POISON)));
      all += Math.max(0, moved);
    } while (moved >= STEP);
    return all;
  }
}
