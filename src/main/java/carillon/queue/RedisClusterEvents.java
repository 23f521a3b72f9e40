package carillon.queue;

import carillon.job.QueueName;
import carillon.job.engine.ClusterEvents;
import carillon.job.engine.JobState;
import carillon.job.engine.JobStateChange;
import carillon.queue.redis.Keys;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * News of the nodes on a short stream that expires when nobody tells anything. Thread-safe; one
 * reader.
 */
final class RedisClusterEvents implements ClusterEvents {
  /** Longer than the second or so between two looks of a reader. */
  private static final Duration ASKED = Duration.ofSeconds(5);

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST = 1000;

  /** With whose keys theirs are, whatever queue they are about. */
  private static final QueueName QUEUE = QueueName.NOTIFICATIONS;

  private static final String STREAM = Keys.tag(QUEUE) + ":news";
  private static final String WANTED = STREAM + ":wanted";

  private final RedisPool redisPool;
  private final String node;
  private String last = "$";

  RedisClusterEvents(RedisByQueue redisByQueue, NodeRegistration nodeRegistration) {
    this.redisPool = redisByQueue.of(QUEUE);
    this.node = nodeRegistration.incarnation();
  }

  @Override
  public boolean wanted() {
    return RedisReply.number(redisPool.run(RedisCommand.of(Command.EXISTS, WANTED))) == 1;
  }

  @Override
  public void tell(List<JobStateChange> moves) {
    List<RedisCommand> redisCommands = new ArrayList<>();
    for (JobStateChange moved : moves) {
      redisCommands.add(
          RedisCommand.of(
              Command.XADD,
              STREAM,
              "MAXLEN",
              "~",
              MOST,
              "*",
              "n",
              node,
              "q",
              moved.queue().text(),
              "e",
              moved.eventName(),
              "s",
              moved.state().name(),
              "c",
              moved.count()));
    }
    if (!redisCommands.isEmpty()) {
      redisCommands.add(RedisCommand.of(Command.PEXPIRE, STREAM, KEPT.toMillis()));
      redisPool.run(redisCommands);
    }
  }

  @Override
  public synchronized List<JobStateChange> news() {
    List<Object> replies =
        redisPool.run(
            List.of(
                RedisCommand.of(Command.SET, WANTED, "1", "PX", ASKED.toMillis()),
                RedisCommand.of(Command.XREVRANGE, STREAM, "+", after(), "COUNT", MOST)));
    List<?> entries = RedisReply.list(replies.get(1));
    boolean first = last.equals("$");
    last = entries.isEmpty() ? first ? "0-0" : last : id(entries.get(0));
    List<JobStateChange> news = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0 && !first; i--) {
      EntryFields entryFields =
          EntryFields.of(RedisReply.list(RedisReply.list(entries.get(i)).get(1)));
      if (!node.equals(entryFields.text('n'))) {
        moved(entryFields).ifPresent(news::add);
      }
    }
    return news;
  }

  private String after() {
    return last.equals("$") ? "-" : "(" + last;
  }

  private static String id(Object entry) {
    return RedisReply.text(RedisReply.list(entry).get(0));
  }

  /** Nothing when a newer node tells of what this one does not know. */
  private static Optional<JobStateChange> moved(EntryFields entryFields) {
    try {
      return Optional.of(
          new JobStateChange(
              QueueName.of(entryFields.text('q')),
              entryFields.eventName(),
              JobState.valueOf(String.valueOf(entryFields.text('s'))),
              (int) entryFields.numberOr('c', 1)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
