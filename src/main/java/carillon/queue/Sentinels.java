package carillon.queue;

import carillon.job.Background;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The master as the Sentinels name it. They are asked for each new connection, and each second,
 * because a master that was only cut off from them does not tell its clients that it is one no
 * more.
 */
final class Sentinels implements Master, Background.Step {
  private static final Logger LOG = LoggerFactory.getLogger(Sentinels.class);
  private static final Duration REST = Duration.ofSeconds(1);

  private final List<HostAndPort> sentinels;
  private final String name;
  private final JedisClientConfig config;
  private volatile HostAndPort last;

  /**
   * @param name what the Sentinels call the master
   * @param config how to speak to a Sentinel
   */
  Sentinels(List<HostAndPort> sentinels, String name, JedisClientConfig config) {
    this.sentinels = sentinels;
    this.name = name;
    this.config = config;
  }

  @Override
  public HostAndPort find() {
    JedisException unheard = null;
    for (HostAndPort sentinel : sentinels) {
      try {
        return told(ask(sentinel));
      } catch (JedisException failed) {
        unheard = failed;
      }
    }
    throw new JedisConnectionException("No Sentinel names the master " + name, unheard);
  }

  @Override
  public boolean is(HostAndPort server) {
    return server.equals(last);
  }

  @Override
  public Duration run() {
    try {
      find();
    } catch (JedisException unheard) {
      LOG.debug("The master of now is not known", unheard);
    }
    return REST;
  }

  @Override
  public String toString() {
    return name + " of Sentinels " + sentinels;
  }

  private HostAndPort ask(HostAndPort sentinel) {
    try (Connection wire = new Connection(sentinel, config)) {
      wire.sendCommand(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", name);
      Object reply = wire.getOne();
      if (reply == null) {
        throw new JedisConnectionException(sentinel + " does not know a master " + name);
      }
      List<?> address = Reply.list(reply);
      return new HostAndPort(
          Reply.text(address.get(0)), Integer.parseInt(Reply.text(address.get(1))));
    }
  }

  private synchronized HostAndPort told(HostAndPort master) {
    if (last != null && !last.equals(master)) {
      LOG.warn("Redis {} is now {}, it was {}", name, master, last);
    }
    last = master;
    return master;
  }
}
