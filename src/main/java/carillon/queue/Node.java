package carillon.queue;

import carillon.job.NodeName;
import carillon.job.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;

/**
 * This node as Redis sees it: an incarnation that lives as long as its key does, and its consumers.
 * Another start is another incarnation. Thread-safe.
 */
final class Node {
  /** After so long without a sign of life the jobs of a node are given to others. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  private final Redis redis;
  private final String incarnation;
  private final Set<Consumer> open = ConcurrentHashMap.newKeySet();

  Node(Redis redis, NodeName name) {
    this.redis = redis;
    String start = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    this.incarnation = name.text().replaceAll("[^A-Za-z0-9._-]", "_") + "." + start;
  }

  String incarnation() {
    return incarnation;
  }

  Consumer consumer(QueueName queue, String worker) {
    return new Consumer(queue, incarnation, incarnation + "/" + worker);
  }

  void joined(Consumer consumer) {
    open.add(consumer);
  }

  void left(Consumer consumer) {
    open.remove(consumer);
  }

  /** Whether a consumer of this name is one of ours whose worker is gone. */
  boolean orphaned(QueueName queue, String name) {
    return name.startsWith(incarnation + "/")
        && !open.contains(new Consumer(queue, incarnation, name));
  }

  /**
   * Says on each queue it takes jobs from that this node lives. Renews first: that is not refused
   * when Redis is out of memory, setting anew is.
   */
  void beat() {
    List<String> keys = open.stream().map(one -> key(one.queue())).distinct().toList();
    List<Object> renewed =
        redis.run(keys.stream().map(key -> Request.of(Command.PEXPIRE, key, millis())).toList());
    List<Request> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (Reply.number(renewed.get(i)) == 0) {
        missing.add(Request.of(Command.SET, keys.get(i), "1", "PX", millis()));
      }
    }
    missing.add(counted(keys.isEmpty() ? 0 : SILENCE.toMillis()));
    redis.run(missing);
  }

  /** Takes the key away, unless a thread still runs a job: then the silence decides. */
  void leave() {
    if (open.isEmpty()) {
      redis.run(
          Stream.concat(
                  Arrays.stream(QueueName.values())
                      .map(queue -> Request.of(Command.DEL, key(queue))),
                  Stream.of(counted(0)))
              .toList());
    }
  }

  /** Gives what a consumer of this node has pending to whoever is free, with no crash counted. */
  void handBack(Consumer consumer) {
    Reclaim.all(redis, consumer.queue(), consumer.name(), "");
  }

  /** All nodes are counted in one place, whatever queues they serve. */
  private Request counted(long millis) {
    return Request.of(Script.NODES, QueueName.NOTIFICATIONS, incarnation, Long.toString(millis));
  }

  private String key(QueueName queue) {
    return Keys.node(queue, incarnation);
  }

  private static long millis() {
    return SILENCE.toMillis();
  }
}
