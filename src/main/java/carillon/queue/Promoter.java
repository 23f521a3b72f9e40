package carillon.queue;

import carillon.job.Background;
import carillon.job.QueueUnavailableException;
import java.time.Duration;
import java.util.List;

/** Moves scheduled jobs that are due to their streams, by Redis' clock. Every node runs one. */
final class Promoter implements Background.Step {
  private static final int STEP = 100;
  private static final long LONGEST_REST = 200;
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final Redis redis;

  Promoter(Redis redis) {
    this.redis = redis;
  }

  @Override
  public Duration run() {
    try {
      return Duration.ofMillis(promote());
    } catch (QueueUnavailableException away) {
      return AWAY;
    }
  }

  private long promote() {
    List<Request> requests =
        redis.queues().stream().map(queue -> Request.of(Script.PROMOTE, queue, STEP)).toList();
    long rest = LONGEST_REST;
    for (Object reply : redis.run(requests)) {
      long untilNext = Reply.number(Reply.list(reply).get(1));
      rest = untilNext < 0 ? rest : Math.min(rest, untilNext);
    }
    return rest;
  }
}
