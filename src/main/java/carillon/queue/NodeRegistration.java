package carillon.queue;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.NodeName;
import carillon.queue.redis.Keys;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisByQueue;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;

/**
 * This node as Redis sees it: an incarnation that lives as long as its key does, its workers and
 * what they have. Another start is another incarnation. Thread-safe.
 */
final class NodeRegistration {
  /** After so long without a sign of life the jobs of a node are given to others. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /** All nodes are counted in one place, whatever queues they serve. */
  static final QueueName COUNTED_ON = QueueName.NOTIFICATIONS;

  private final RedisByQueue redisByQueue;
  private final String incarnation;
  private final Map<Object, QueueName> workers = new ConcurrentHashMap<>();
  private final Map<QueueName, PendingEntries> pendingEntries = new EnumMap<>(QueueName.class);
  private final PoisonQuarantine suspects = new PoisonQuarantine(System::nanoTime);
  private final Set<JobId> noted = ConcurrentHashMap.newKeySet();

  NodeRegistration(RedisByQueue redisByQueue, NodeName name) {
    this.redisByQueue = redisByQueue;
    String start = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    this.incarnation = name.text().replaceAll("[^A-Za-z0-9._-]", "_") + "." + start;
    Arrays.stream(QueueName.values())
        .forEach(queue -> pendingEntries.put(queue, new PendingEntries()));
  }

  String incarnation() {
    return incarnation;
  }

  ConsumerCommands consumer(QueueName queue) {
    return new ConsumerCommands(queue, incarnation);
  }

  PendingEntries handedOut(QueueName queue) {
    return pendingEntries.get(queue);
  }

  PoisonQuarantine suspects() {
    return suspects;
  }

  /** Running jobs about which Redis has notes. */
  Set<JobId> noted() {
    return noted;
  }

  void joined(Object worker, QueueName queue) {
    workers.put(worker, queue);
  }

  void left(Object worker) {
    workers.remove(worker);
    suspects.release(worker);
  }

  /** Says on each queue it takes jobs from that this node lives. */
  void beat() {
    redisByQueue.each(this::beat);
  }

  /** Renews first: that is not refused when Redis is out of memory, setting anew is. */
  void beat(RedisPool redisPool) {
    List<QueueName> served = workers.values().stream().distinct().toList();
    List<String> keys =
        redisPool.queues().stream().filter(served::contains).map(this::key).toList();
    List<Object> renewed =
        redisPool.run(
            keys.stream().map(key -> RedisCommand.of(Command.PEXPIRE, key, millis())).toList());
    List<RedisCommand> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (RedisReply.number(renewed.get(i)) == 0) {
        missing.add(RedisCommand.of(Command.SET, keys.get(i), "1", "PX", millis()));
      }
    }
    missing.addAll(counted(redisPool, served.isEmpty() ? 0 : millis()));
    redisPool.run(missing);
  }

  /**
   * Takes the key away, unless a thread still runs a job: then the silence decides. What is still
   * handed out then goes to others.
   */
  void leave() {
    if (workers.isEmpty()) {
      redisByQueue.each(
          redisPool ->
              redisPool.run(
                  Stream.concat(
                          redisPool.queues().stream()
                              .map(queue -> RedisCommand.of(Command.DEL, key(queue))),
                          counted(redisPool, 0).stream())
                      .toList()));
    }
  }

  private List<RedisCommand> counted(RedisPool redisPool, long millis) {
    return redisPool.queues().contains(COUNTED_ON)
        ? List.of(RedisCommand.of(LuaScript.NODES, COUNTED_ON, incarnation, Long.toString(millis)))
        : List.of();
  }

  private String key(QueueName queue) {
    return Keys.node(queue, incarnation);
  }

  private static long millis() {
    return SILENCE.toMillis();
  }
}
