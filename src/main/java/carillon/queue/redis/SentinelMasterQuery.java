package carillon.queue.redis;

import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The master that Sentinels watch over.
 *
 * @param name what they call it
 */
record SentinelMasterQuery(String name) implements PolledMasterLocator.Question {

  /** The epoch first: an address that is newer than it does no harm. */
  @Override
  public PolledMasterLocator.Answer ask(HostAndPort sentinel, Connection wire) {
    wire.sendCommand(Command.SENTINEL, "MASTER", name);
    List<?> fields = RedisReply.list(wire.getOne());
    wire.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", name);
    List<?> address = RedisReply.list(wire.getOne());
    if (address.isEmpty()) {
      throw new JedisConnectionException(sentinel + " does not know a master " + name);
    }
    HostAndPort master =
        new HostAndPort(RedisReply.text(address.get(0)), (int) RedisReply.number(address.get(1)));
    return new PolledMasterLocator.Answer(sentinel, master, epoch(fields));
  }

  @Override
  public String toString() {
    return name;
  }

  private static long epoch(List<?> fields) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if ("config-epoch".equals(RedisReply.text(fields.get(i)))) {
        return RedisReply.number(fields.get(i + 1));
      }
    }
    return 0;
  }
}
