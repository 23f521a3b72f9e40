package carillon.queue;

import carillon.job.engine.Job;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobSource;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisConnection;
import carillon.queue.redis.RedisErrors;
import carillon.queue.redis.RedisPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One worker's hold on a queue: a connection of its own, on which it waits. */
final class RedisConsumer implements JobSource.Intake {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final RedisPool redisPool;
  private final NodeRegistration nodeRegistration;
  private final ConsumerCommands consumerCommands;
  private final PendingEntries pendingEntries;
  private final AckCommands ackCommands;
  private final FetchStrategy fetchStrategy;
  private final List<JobResult> malformed = new ArrayList<>();
  private final BlockingWait blockingWait;
  private RedisConnection connection;

  RedisConsumer(
      RedisPool redisPool, NodeRegistration nodeRegistration, ConsumerCommands consumerCommands) {
    this.redisPool = redisPool;
    this.nodeRegistration = nodeRegistration;
    this.consumerCommands = consumerCommands;
    this.pendingEntries = nodeRegistration.handedOut(consumerCommands.queue());
    this.fetchStrategy = new FetchStrategy(consumerCommands);
    this.ackCommands = new AckCommands(consumerCommands.queue(), nodeRegistration.noted());
    this.blockingWait = new BlockingWait(redisPool, consumerCommands);
    nodeRegistration.joined(this, consumerCommands.queue());
  }

  @Override
  public List<Job> ackAndFetch(
      List<JobResult> finished, int most, Duration longest, Runnable settled) {
    List<Job> jobs = List.of();
    try {
      jobs = settleAndFetch(finished, most);
      settled.run();
      if (jobs.isEmpty() && most > 0) {
        Duration within = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
        jobs = taken(blockingWait.on(connection, fetchStrategy, most, within));
      }
      redisPool.answers();
      return handOut(jobs);
    } catch (JedisException failed) {
      abandon(jobs);
      disconnect(failed);
      throw redisPool.unavailable(failed);
    } catch (RuntimeException | Error broken) {
      abandon(jobs);
      throw broken;
    }
  }

  @Override
  public void interrupt() {
    blockingWait.end();
  }

  @Override
  public void abandon(List<Job> jobs) {
    jobs.forEach(pendingEntries::remove);
  }

  @Override
  public void close() {
    nodeRegistration.left(this);
    if (connection != null) {
      connection.close();
    }
  }

  private List<Job> settleAndFetch(List<JobResult> finished, int most) {
    if (connection != null && !connection.usable()) {
      connection.close();
      connection = null;
    }
    if (connection == null) {
      connect();
    }
    List<JobResult> ended = malformed.isEmpty() ? finished : new ArrayList<>(finished);
    if (!malformed.isEmpty()) {
      ended.addAll(malformed);
    }
    List<RedisCommand> redisCommands = ackCommands.of(ended);
    int settled = redisCommands.size();
    if (most > 0) {
      nodeRegistration.suspects().release(this);
      redisCommands.add(
          fetchStrategy.mustLook(most)
              ? fetchStrategy.look(most, nodeRegistration.suspects().take(this))
              : fetchStrategy.readOn(most));
    }
    List<Object> replies = redisCommands.isEmpty() ? List.of() : connection.pipeline(redisCommands);
    RedisErrors.throwFirst(replies.subList(0, settled));
    malformed.clear();
    ended.forEach(this::forget);
    return most > 0 ? fetched(replies.get(settled)) : List.of();
  }

  private List<Job> fetched(Object reply) {
    if (reply instanceof JedisDataException refused) {
      if (RedisErrors.noGroup(refused)) {
        fetchStrategy.groupsUnknown();
        return List.of();
      }
      throw refused;
    }
    StreamEntries streamEntries = fetchStrategy.entries(reply);
    if (!streamEntries.streams().contains(ReadyStream.SUSPECTS)) {
      nodeRegistration.suspects().release(this);
    }
    return taken(streamEntries);
  }

  private List<Job> taken(StreamEntries streamEntries) {
    malformed.addAll(streamEntries.malformed());
    streamEntries.malformed().forEach(one -> pendingEntries.add(one.job()));
    return streamEntries.jobs();
  }

  /** The last step: what an error kept from the caller is lost, so that it is handed out again. */
  private List<Job> handOut(List<Job> jobs) {
    boolean all = false;
    try {
      jobs.forEach(pendingEntries::add);
      all = true;
      return jobs;
    } finally {
      if (!all) {
        abandon(jobs);
      }
    }
  }

  private void forget(JobResult ended) {
    pendingEntries.remove(ended.job());
    if (!nodeRegistration.noted().isEmpty()) {
      nodeRegistration.noted().remove(ended.job().id());
    }
  }

  private void connect() {
    connection = redisPool.open();
    fetchStrategy.groupsUnknown();
    blockingWait.connected(connection);
  }

  private void disconnect(JedisException failed) {
    boolean refusedOnly =
        failed instanceof JedisDataException && !RedisErrors.endsConnection(failed);
    if (connection != null && !refusedOnly) {
      connection.close();
      connection = null;
    }
  }
}
