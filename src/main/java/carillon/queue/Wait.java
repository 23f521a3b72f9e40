package carillon.queue;

import carillon.job.QueueUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** A worker's wait for its next job, which another thread can end for good. */
final class Wait {
  private static final Logger LOG = LoggerFactory.getLogger(Wait.class);

  private final Redis redis;
  private final Consumer consumer;
  private volatile boolean ended;
  private volatile boolean waiting;
  private volatile long clientId;

  Wait(Redis redis, Consumer consumer) {
    this.redis = redis;
    this.consumer = consumer;
  }

  void connected(RedisConnection connection) {
    clientId = Reply.number(connection.command(Request.of(Command.CLIENT, "ID")));
  }

  /**
   * The entries that came within {@code longest}, which is finite: a fail-over may answer never.
   * None while the queue is paused.
   */
  Entries on(RedisConnection connection, Fetch fetch, int most, Duration longest) {
    if (ended || longest.isZero()) {
      return new Entries(consumer.queue());
    }
    waiting = true;
    try {
      Entries more = fetch.awaitMore(connection, most);
      return more.size() > 0 || ended
          ? more
          : fetch.await(connection, (int) Math.max(1, longest.toMillis()));
    } catch (JedisDataException refused) {
      if (Refusal.noGroup(refused)) {
        fetch.groupsUnknown();
        return new Entries(consumer.queue());
      }
      throw refused;
    } finally {
      waiting = false;
    }
  }

  void end() {
    ended = true;
    if (waiting && !redis.away()) {
      try {
        redis.run(Request.of(Command.CLIENT, "UNBLOCK", clientId));
      } catch (QueueUnavailableException away) {
        LOG.debug("The wait of {} ends by itself", consumer, away);
      }
    }
  }
}
