package carillon.queue.redis;

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
public final class RedisByQueue implements AutoCloseable {
  private final List<RedisPool> all;
  private final Map<QueueName, RedisPool> byQueue = new EnumMap<>(QueueName.class);

  /**
   * @param all together they have each queue once
   */
  public RedisByQueue(List<RedisPool> all) {
    this.all = all;
    all.forEach(redisPool -> redisPool.queues().forEach(queue -> byQueue.put(queue, redisPool)));
  }

  public static RedisByQueue of(Settings settings, Clock clock) {
    List<QueueName> queues = Arrays.asList(QueueName.values());
    if (settings.get(SettingsTable.REDIS_CLUSTER).isEmpty()) {
      return new RedisByQueue(List.of(new RedisPool(RedisEndpoint.of(settings), queues, clock)));
    }
    return new RedisByQueue(
        queues.stream()
            .map(queue -> new RedisPool(RedisEndpoint.of(settings, queue), List.of(queue), clock))
            .toList());
  }

  public boolean configured() {
    return all.get(0).configured();
  }

  /** Each once. */
  public List<RedisPool> all() {
    return all;
  }

  public RedisPool of(QueueName queue) {
    return byQueue.get(queue);
  }

  /** What belongs to which Redis, each in its order. */
  public <T> Map<RedisPool, List<T>> split(List<T> things, Function<T, QueueName> queue) {
    if (all.size() == 1) {
      return Map.of(all.get(0), things);
    }
    Map<RedisPool, List<T>> parts = new LinkedHashMap<>();
    things.forEach(
        one -> parts.computeIfAbsent(of(queue.apply(one)), r -> new ArrayList<>()).add(one));
    return parts;
  }

  /**
   * Does something with each of them, for one that is away is no reason to leave out the others.
   *
   * @throws QueueUnavailableException of the first that was away, after all
   */
  public void each(Consumer<RedisPool> step) {
    QueueUnavailableException first = null;
    for (RedisPool redisPool : all) {
      try {
        step.accept(redisPool);
      } catch (QueueUnavailableException unavailable) {
        first = first == null ? unavailable : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    all.forEach(RedisPool::close);
  }
}
