package carillon.queue.redis;

import carillon.job.QueueName;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The master that has the slot of a queue, as the nodes of its cluster know it. Of two that say so
 * the nodes themselves believe the one with the higher epoch.
 */
record ClusterSlotQuery(QueueName queue) implements PolledMasterLocator.Question {
  private static final int EPOCH = 6;

  /** The epochs first: an owner that is newer than they are does no harm. */
  @Override
  public PolledMasterLocator.Answer ask(HostAndPort node, Connection wire) {
    wire.sendCommand(Command.CLUSTER, "NODES");
    String nodes = RedisReply.text(wire.getOne());
    wire.sendCommand(Command.CLUSTER, "SLOTS");
    List<?> owner = owner(node, RedisReply.list(wire.getOne()));
    return new PolledMasterLocator.Answer(
        node, address(node, owner), epoch(nodes, RedisReply.text(owner.get(2))));
  }

  @Override
  public String toString() {
    return Keys.tag(queue);
  }

  /** Of ranges of slots: first, last, master, replicas. */
  private List<?> owner(HostAndPort node, List<?> ranges) {
    int slot = JedisClusterCRC16.getSlot(Keys.tag(queue));
    for (Object range : ranges) {
      List<?> parts = RedisReply.list(range);
      if (RedisReply.number(parts.get(0)) <= slot && slot <= RedisReply.number(parts.get(1))) {
        return RedisReply.list(parts.get(2));
      }
    }
    throw new JedisConnectionException(node + " knows no owner of the slot " + slot);
  }

  /** A node that knows no address of its own is where it was asked. */
  private static HostAndPort address(HostAndPort node, List<?> owner) {
    String host = RedisReply.text(owner.get(0));
    boolean unknown = host == null || host.isEmpty();
    return new HostAndPort(unknown ? node.getHost() : host, (int) RedisReply.number(owner.get(1)));
  }

  private static long epoch(String nodes, String id) {
    return nodes
        .lines()
        .filter(line -> line.startsWith(id))
        .mapToLong(line -> Long.parseLong(line.split(" ")[EPOCH]))
        .findFirst()
        .orElse(0);
  }
}
