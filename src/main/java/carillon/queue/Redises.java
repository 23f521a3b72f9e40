package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The Redis of each queue: the same for all, but in a cluster, where each queue has a slot and so a
 * master of its own. Thread-safe.
 */
final class Redises implements AutoCloseable {
  private final List<Redis> all;
  private final Map<QueueName, Redis> byQueue = new EnumMap<>(QueueName.class);

  /**
   * @param all together they have each queue once
   */
  Redises(List<Redis> all) {
    this.all = all;
    all.forEach(redis -> redis.queues().forEach(queue -> byQueue.put(queue, redis)));
  }

  static Redises of(Settings settings, Clock clock) {
    List<QueueName> queues = Arrays.asList(QueueName.values());
    if (settings.get(SettingsTable.REDIS_CLUSTER).isEmpty()) {
      return new Redises(List.of(new Redis(RedisAddress.of(settings), queues, clock)));
    }
    return new Redises(
        queues.stream()
            .map(queue -> new Redis(RedisAddress.of(settings, queue), List.of(queue), clock))
            .toList());
  }

  boolean configured() {
    return all.get(0).configured();
  }

  /** Each once. */
  List<Redis> all() {
    return all;
  }

  Redis of(QueueName queue) {
    return byQueue.get(queue);
  }

  /** What belongs to which Redis, each in its order. */
  <T> Map<Redis, List<T>> split(List<T> things, Function<T, QueueName> queue) {
    if (all.size() == 1) {
      return Map.of(all.get(0), things);
    }
    Map<Redis, List<T>> parts = new LinkedHashMap<>();
    things.forEach(
        one -> parts.computeIfAbsent(of(queue.apply(one)), r -> new ArrayList<>()).add(one));
    return parts;
  }

  /**
   * Does something with each of them, for one that is away is no reason to leave out the others.
   *
   * @throws QueueUnavailableException of the first that was away, after all
   */
  void each(Consumer<Redis> step) {
    QueueUnavailableException first = null;
    for (Redis redis : all) {
      try {
        step.accept(redis);
      } catch (QueueUnavailableException away) {
        first = first == null ? away : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    all.forEach(Redis::close);
  }
}
