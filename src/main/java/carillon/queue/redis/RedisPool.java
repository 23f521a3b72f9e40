package carillon.queue.redis;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
public final class RedisPool implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 32;

  private final RedisEndpoint address;
  private final List<QueueName> queues;
  private final RedisConnectionFactory redisConnectionFactory;
  private final OutageLog unreachable;
  private final OutageLog refusing;
  private final Clock clock;
  private volatile Instant refusesJobsSince;
  private final Deque<RedisConnection> spare = new ConcurrentLinkedDeque<>();
  private final Semaphore permits = new Semaphore(MOST_CONNECTIONS);
  private volatile boolean closed;

  /**
   * @param queues those that it has
   */
  public RedisPool(RedisEndpoint address, List<QueueName> queues, Clock clock) {
    this.address = address;
    this.clock = clock;
    this.queues = List.copyOf(queues);
    this.unreachable = new OutageLog("Redis at " + address + " cannot be reached", clock);
    this.refusing = new OutageLog("Redis at " + address + " refuses", clock);
    this.redisConnectionFactory = new RedisConnectionFactory(address);
  }

  boolean configured() {
    return address.configured();
  }

  public List<QueueName> queues() {
    return queues;
  }

  public Duration timeout() {
    return address.timeout();
  }

  public MasterLocator master() {
    return address.master();
  }

  public boolean isUnavailable() {
    return unreachable.now();
  }

  /** A connection of one's own, to be closed by the caller. */
  public RedisConnection open() {
    try {
      return redisConnectionFactory.open();
    } catch (JedisException failed) {
      throw unavailable(failed);
    }
  }

  /**
   * One round trip on a pooled connection; an error of Redis for any of them is thrown. What is
   * lost with its connection is sent again, so the commands are such that do no harm when they are
   * executed twice.
   */
  public List<Object> run(List<RedisCommand> redisCommands) {
    return run(redisCommands, true);
  }

  /** Like {@link #run}, for commands that must not be executed twice: they are never sent again. */
  public List<Object> runOnce(List<RedisCommand> redisCommands) {
    return run(redisCommands, false);
  }

  private List<Object> run(List<RedisCommand> redisCommands, boolean repeatable) {
    if (redisCommands.isEmpty()) {
      return List.of();
    }
    enter();
    try {
      List<Object> replies = pipeline(redisCommands, repeatable);
      RedisErrors.throwFirst(replies);
      answers();
      return replies;
    } catch (JedisException failed) {
      throw unavailable(failed);
    } finally {
      permits.release();
    }
  }

  public Object run(RedisCommand redisCommand) {
    return run(List.of(redisCommand)).get(0);
  }

  /** Makes an exception for the caller of what happened, and remembers it. */
  public QueueUnavailableException unavailable(JedisException why) {
    if (!RedisErrors.elsewhere(why)) {
      boolean there = why instanceof JedisDataException && !RedisErrors.clusterDown(why);
      (there ? refusing : unreachable).begins(RedisErrors.text(why));
    }
    return new QueueUnavailableException("Redis cannot be used: " + RedisErrors.text(why), why);
  }

  public void answers() {
    unreachable.ends();
  }

  /** It takes new jobs, which is what it refuses first when memory or the disk is full. */
  public void takesJobs() {
    refusing.ends();
    refusesJobsSince = null;
  }

  /** It answers, but takes no new jobs. */
  public void refusesJobs() {
    if (!isUnavailable() && refusesJobsSince == null) {
      refusesJobsSince = clock.instant();
    }
  }

  /** How long jobs could not be put there, as far as was tried; zero when they can. */
  public Duration unavailableFor() {
    Duration away = unreachable.lasts();
    Instant refuses = refusesJobsSince;
    Duration refused = refuses == null ? Duration.ZERO : Duration.between(refuses, clock.instant());
    return away.compareTo(refused) > 0 ? away : refused;
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

  private List<Object> pipeline(List<RedisCommand> redisCommands, boolean repeatable) {
    RedisConnection reused = spare.pollFirst();
    if (reused != null && !reused.usable()) {
      reused.close();
      closeSpare();
      reused = null;
    }
    if (reused == null) {
      return on(redisConnectionFactory.open(), redisCommands);
    }
    return repeatable ? onStale(reused, redisCommands) : onVerified(reused, redisCommands);
  }

  private List<Object> onStale(RedisConnection reused, List<RedisCommand> redisCommands) {
    try {
      return on(reused, redisCommands);
    } catch (JedisConnectionException stale) {
      closeStale(stale);
      return on(redisConnectionFactory.open(), redisCommands);
    }
  }

  /** After they are sent nobody can tell a stale connection from a lost reply. */
  private List<Object> onVerified(RedisConnection reused, List<RedisCommand> redisCommands) {
    RedisConnection verified = reused;
    try {
      reused.verify();
    } catch (JedisException stale) {
      reused.close();
      closeStale(stale);
      verified = redisConnectionFactory.open();
    }
    return on(verified, redisCommands);
  }

  /** A restarted Redis has closed what waited here; but what timed out must not wait twice. */
  private void closeStale(JedisException stale) {
    closeSpare();
    if (stale.getCause() instanceof SocketTimeoutException) {
      throw stale;
    }
  }

  private List<Object> on(RedisConnection connection, List<RedisCommand> redisCommands) {
    boolean good = false;
    try {
      List<Object> replies = connection.pipeline(redisCommands);
      good = !closed && replies.stream().noneMatch(RedisErrors::endsConnection);
      return replies;
    } finally {
      if (good && connection.usable()) {
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
