package carillon.queue;

import carillon.job.QueueUnavailableException;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisConnection;
import carillon.queue.redis.RedisErrors;
import carillon.queue.redis.RedisPool;
import carillon.queue.redis.RedisReply;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** A worker's blocking wait for its next job; another thread can end it for good. */
final class BlockingWait {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingWait.class);

  private final RedisPool redisPool;
  private final ConsumerCommands consumerCommands;
  private volatile boolean ended;
  private volatile boolean waiting;
  private volatile long clientId;

  BlockingWait(RedisPool redisPool, ConsumerCommands consumerCommands) {
    this.redisPool = redisPool;
    this.consumerCommands = consumerCommands;
  }

  void connected(RedisConnection connection) {
    clientId = RedisReply.number(connection.command(RedisCommand.of(Command.CLIENT, "ID")));
  }

  /**
   * Waits for entries, at most {@code longest}: during a fail-over Redis may never answer. Returns
   * none while the queue is paused.
   */
  StreamEntries on(
      RedisConnection connection, FetchStrategy fetchStrategy, int most, Duration longest) {
    if (ended || longest.isZero()) {
      return new StreamEntries(consumerCommands.queue());
    }
    waiting = true;
    try {
      StreamEntries more = fetchStrategy.awaitMore(connection, most);
      return more.size() > 0 || ended
          ? more
          : fetchStrategy.await(connection, (int) Math.max(1, longest.toMillis()));
    } catch (JedisDataException refused) {
      if (RedisErrors.noGroup(refused)) {
        fetchStrategy.groupsUnknown();
        return new StreamEntries(consumerCommands.queue());
      }
      throw refused;
    } finally {
      waiting = false;
    }
  }

  void end() {
    ended = true;
    if (waiting && !redisPool.isUnavailable()) {
      try {
        redisPool.run(RedisCommand.of(Command.CLIENT, "UNBLOCK", clientId));
      } catch (QueueUnavailableException unavailable) {
        LOG.debug("The wait of {} ends by itself", consumerCommands, unavailable);
      }
    }
  }
}
