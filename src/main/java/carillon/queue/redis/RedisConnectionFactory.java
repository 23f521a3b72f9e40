package carillon.queue.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens connections that are good to use: to a Redis that is new enough, with the scripts loaded.
 */
public final class RedisConnectionFactory {
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)\\.(\\d+)");

  private final RedisEndpoint address;

  RedisConnectionFactory(RedisEndpoint address) {
    this.address = address;
  }

  /**
   * @throws redis.clients.jedis.exceptions.JedisException when there is no connection to be had
   */
  RedisConnection open() {
    HostAndPort server = address.master().find();
    Connection wire = new Connection(server, address.config());
    RedisConnection connection = new RedisConnection(wire, () -> !address.master().is(server));
    boolean good = false;
    try {
      checkVersion(RedisReply.text(connection.command(RedisCommand.of(Command.INFO, "server"))));
      connection.loadScripts();
      good = true;
      return connection;
    } finally {
      if (!good) {
        connection.close();
      }
    }
  }

  /** Streams are told exactly what to read, and XRANGE without its first entry, since 6.2. */
  public static void checkVersion(String info) {
    Matcher version = VERSION.matcher(info);
    if (version.find()) {
      int major = Integer.parseInt(version.group(1));
      int minor = Integer.parseInt(version.group(2));
      if (major < 6 || major == 6 && minor < 2) {
        throw new JedisConnectionException(
            "Redis " + major + "." + minor + " is too old, Carillon needs Redis 6.2 or newer");
      }
    }
  }
}
