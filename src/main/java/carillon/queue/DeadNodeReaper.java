package carillon.queue;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what dead nodes had to live ones. Every node runs one. An outage of Redis, or a sleep of
 * this process, is not the death of other nodes: it reaps only after Redis has answered, without a
 * gap, for longer than any live node needs to say that it lives.
 */
final class DeadNodeReaper implements BackgroundTasks.Task {
  private static final Logger LOG = LoggerFactory.getLogger(DeadNodeReaper.class);
  static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);
  private static final Duration GAP = Duration.ofSeconds(6);

  private final RedisPool redisPool;
  private final NodeRegistration nodeRegistration;
  private final LongSupplier nanoTime;
  private boolean answered;
  private long reachableSince;
  private long lastAnswer;

  DeadNodeReaper(RedisPool redisPool, NodeRegistration nodeRegistration, LongSupplier nanoTime) {
    this.redisPool = redisPool;
    this.nodeRegistration = nodeRegistration;
    this.nanoTime = nanoTime;
  }

  @Override
  public Duration run() {
    try {
      look();
    } catch (QueueUnavailableException unavailable) {
      answered = false;
    }
    return REST;
  }

  private void look() {
    List<QueueName> queues = redisPool.queues();
    List<Object> surveys =
        redisPool.run(
            queues.stream().map(queue -> RedisCommand.of(LuaScript.SURVEY, queue)).toList());
    boolean certain = certain();
    for (int i = 0; i < queues.size(); i++) {
      List<?> survey = RedisReply.list(surveys.get(i));
      for (int c = 0; c < survey.size(); c += 2) {
        judge(
            queues.get(i),
            RedisReply.text(survey.get(c)),
            RedisReply.number(survey.get(c + 1)) == 1,
            certain);
      }
    }
  }

  private void judge(QueueName queue, String consumer, boolean alive, boolean certain) {
    if (consumer.equals(nodeRegistration.incarnation())) {
      find(queue);
    } else if (!alive && certain) {
      long taken = JobReclaimer.all(redisPool, queue, consumer);
      if (taken > 0) {
        LOG.warn(
            "{} jobs of {} are given to other nodes: {} is dead", taken, queue.text(), consumer);
      }
    }
  }

  /** Replies that got lost when a connection broke. */
  private void find(QueueName queue) {
    // Longer than any reply that is still to be read; the connection is given up before.
    long onItsWay = redisPool.timeout().multipliedBy(2).plusSeconds(1).toMillis();
    List<String> overdue =
        JobReclaimer.overdue(redisPool, queue, nodeRegistration.incarnation(), onItsWay);
    List<String> lost = nodeRegistration.handedOut(queue).lost(overdue);
    if (!lost.isEmpty()) {
      JobReclaimer.lost(redisPool, queue, lost);
      LOG.info(
          "{} jobs of {} were lost on the way to this node and are ready again",
          lost.size(),
          queue.text());
    }
  }

  /** Whether Redis has been reachable long enough for every live node to have said so. */
  private boolean certain() {
    long now = nanoTime.getAsLong();
    if (!answered || now - lastAnswer > GAP.toNanos()) {
      reachableSince = now;
    }
    answered = true;
    lastAnswer = now;
    return now - reachableSince >= NodeRegistration.SILENCE.plus(LONGEST_BACK_OFF).toNanos();
  }
}
