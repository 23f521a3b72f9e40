package carillon.queue;

import carillon.job.JobId;
import carillon.job.NodeName;
import carillon.job.QueueName;
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
final class Node {
  /** After so long without a sign of life the jobs of a node are given to others. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /** All nodes are counted in one place, whatever queues they serve. */
  static final QueueName COUNTED_ON = QueueName.NOTIFICATIONS;

  private final Redises redises;
  private final String incarnation;
  private final Map<Object, QueueName> workers = new ConcurrentHashMap<>();
  private final Map<QueueName, HandedOut> handedOut = new EnumMap<>(QueueName.class);
  private final LoneSuspect suspects = new LoneSuspect(System::nanoTime);
  private final Set<JobId> noted = ConcurrentHashMap.newKeySet();

  Node(Redises redises, NodeName name) {
    this.redises = redises;
    String start = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    this.incarnation = name.text().replaceAll("[^A-Za-z0-9._-]", "_") + "." + start;
    Arrays.stream(QueueName.values()).forEach(queue -> handedOut.put(queue, new HandedOut()));
  }

  String incarnation() {
    return incarnation;
  }

  Consumer consumer(QueueName queue) {
    return new Consumer(queue, incarnation);
  }

  HandedOut handedOut(QueueName queue) {
    return handedOut.get(queue);
  }

  LoneSuspect suspects() {
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
    redises.each(this::beat);
  }

  /** Renews first: that is not refused when Redis is out of memory, setting anew is. */
  void beat(Redis redis) {
    List<QueueName> served = workers.values().stream().distinct().toList();
    List<String> keys = redis.queues().stream().filter(served::contains).map(this::key).toList();
    List<Object> renewed =
        redis.run(keys.stream().map(key -> Request.of(Command.PEXPIRE, key, millis())).toList());
    List<Request> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (Reply.number(renewed.get(i)) == 0) {
        missing.add(Request.of(Command.SET, keys.get(i), "1", "PX", millis()));
      }
    }
    missing.addAll(counted(redis, served.isEmpty() ? 0 : millis()));
    redis.run(missing);
  }

  /**
   * Takes the key away, unless a thread still runs a job: then the silence decides. What is still
   * handed out then goes to others.
   */
  void leave() {
    if (workers.isEmpty()) {
      redises.each(
          redis ->
              redis.run(
                  Stream.concat(
                          redis.queues().stream().map(queue -> Request.of(Command.DEL, key(queue))),
                          counted(redis, 0).stream())
                      .toList()));
    }
  }

  private List<Request> counted(Redis redis, long millis) {
    return redis.queues().contains(COUNTED_ON)
        ? List.of(Request.of(Script.NODES, COUNTED_ON, incarnation, Long.toString(millis)))
        : List.of();
  }

  private String key(QueueName queue) {
    return Keys.node(queue, incarnation);
  }

  private static long millis() {
    return SILENCE.toMillis();
  }
}
