package carillon.queue;

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
record NamedMaster(String name) implements Witnesses.Question {

  /** The epoch first: an address that is newer than it does no harm. */
  @Override
  public Witnesses.Answer ask(HostAndPort sentinel, Connection wire) {
    wire.sendCommand(Command.SENTINEL, "MASTER", name);
    List<?> fields = Reply.list(wire.getOne());
    wire.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", name);
    List<?> address = Reply.list(wire.getOne());
    if (address.isEmpty()) {
      throw new JedisConnectionException(sentinel + " does not know a master " + name);
    }
    HostAndPort master =
        new HostAndPort(Reply.text(address.get(0)), (int) Reply.number(address.get(1)));
    return new Witnesses.Answer(sentinel, master, epoch(fields));
  }

  @Override
  public String toString() {
    return name;
  }

  private static long epoch(List<?> fields) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if ("config-epoch".equals(Reply.text(fields.get(i)))) {
        return Reply.number(fields.get(i + 1));
      }
    }
    return 0;
  }
}
