package carillon.queue.redis;

import redis.clients.jedis.HostAndPort;

/** Where the Redis is that takes writes. Thread-safe. */
public interface MasterLocator {

  /**
   * @throws redis.clients.jedis.exceptions.JedisException when nobody knows
   */
  HostAndPort find();

  /** Whether connections to this server still lead to the master, as far as is known. */
  boolean is(HostAndPort server);

  /** One server that is the master for ever. */
  record Fixed(HostAndPort server) implements MasterLocator {
    @Override
    public HostAndPort find() {
      return server;
    }

    @Override
    public boolean is(HostAndPort other) {
      return true;
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }
}
