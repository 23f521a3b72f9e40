package carillon.queue;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The server and a pool of connections to it, for commands that do not block. Thread-safe. All
 * troubles become {@link QueueUnavailableException}; whether Redis is away is known in one place.
 */
final class Redis implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 32;

  private final RedisAddress address;
  private final List<QueueName> queues;
  private final Connector connector;
  private final Outage unreachable;
  private final Outage refusing;
  private final Deque<RedisConnection> spare = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(MOST_CONNECTIONS);
  private volatile boolean closed;

  /**
   * @param queues those that it has
   */
  Redis(RedisAddress address, List<QueueName> queues, Clock clock) {
    this.address = address;
    this.queues = List.copyOf(queues);
    this.unreachable = new Outage("Redis at " + address + " cannot be reached", clock);
    this.refusing = new Outage("Redis at " + address + " refuses", clock);
    this.connector = new Connector(address);
  }

  boolean configured() {
    return address.configured();
  }

  List<QueueName> queues() {
    return queues;
  }

  Duration timeout() {
    return address.timeout();
  }

  Master master() {
    return address.master();
  }

  boolean away() {
    return unreachable.now();
  }

  /** A connection of one's own, to be closed by the caller. */
  RedisConnection open() {
    try {
      return connector.open();
    } catch (JedisException failed) {
      throw unavailable(failed);
    }
  }

  /** One round trip on a pooled connection; an error of Redis for any of them is thrown. */
  List<Object> run(List<Request> requests) {
    if (requests.isEmpty()) {
      return List.of();
    }
    enter();
    try {
      List<Object> replies = pipeline(requests);
      Refusal.throwFirst(replies);
      answers();
      return replies;
    } catch (JedisException failed) {
      throw unavailable(failed);
    } finally {
      permits.release();
    }
  }

  Object run(Request request) {
    return run(List.of(request)).get(0);
  }

  /** Makes an exception for the caller of what happened, and remembers it. */
  QueueUnavailableException unavailable(JedisException why) {
    if (!Refusal.elsewhere(why)) {
      boolean there = why instanceof JedisDataException && !Refusal.clusterDown(why);
      (there ? refusing : unreachable).begins(Refusal.text(why));
    }
    return new QueueUnavailableException("Redis cannot be used: " + Refusal.text(why), why);
  }

  void answers() {
    unreachable.ends();
  }

  /** It takes new jobs, which is what it refuses first when memory or the disk is full. */
  void takesJobs() {
    refusing.ends();
  }

  @Override
  public String toString() {
    return address.toString();
  }

  @Override
  public void close() {
    closed = true;
    closeSpare();
  }

  private List<Object> pipeline(List<Request> requests) {
    RedisConnection reused = spare.pollFirst();
    if (reused != null && reused.misleads()) {
      reused.close();
      closeSpare();
      reused = null;
    }
    if (reused == null) {
      return on(connector.open(), requests);
    }
    try {
      return on(reused, requests);
    } catch (JedisConnectionException stale) {
      // A restarted Redis has closed what waited here; but what timed out must not wait twice.
      closeSpare();
      if (stale.getCause() instanceof SocketTimeoutException) {
        throw stale;
      }
      return on(connector.open(), requests);
    }
  }

  private List<Object> on(RedisConnection connection, List<Request> requests) {
    boolean good = false;
    try {
      List<Object> replies = connection.pipeline(requests);
      good = !closed && replies.stream().noneMatch(Refusal::endsConnection);
      return replies;
    } finally {
      if (good) {
        spare.addFirst(connection);
      } else {
        connection.close();
      }
    }
  }

  private void enter() {
    if (!configured()) {
      throw new QueueUnavailableException("No Redis is configured (redis_server is empty)", null);
    }
    try {
      if (permits.tryAcquire(address.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new QueueUnavailableException("All connections to Redis are in use", null);
  }

  private void closeSpare() {
    for (RedisConnection c = spare.pollFirst(); c != null; c = spare.pollFirst()) {
      c.close();
    }
  }
}
