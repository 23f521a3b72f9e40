package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.systemcheck.TlsServer;
import carillon.systemcheck.TlsServers;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** Redis and, where they say which one it is, its Sentinels. */
final class RedisTlsServers implements TlsServers {
  private static final Logger LOG = LoggerFactory.getLogger(RedisTlsServers.class);

  private final RedisAddress address;
  private final Settings settings;

  RedisTlsServers(RedisAddress address, Settings settings) {
    this.address = address;
    this.settings = settings;
  }

  @Override
  public List<TlsServer> now() {
    List<TlsServer> servers = new ArrayList<>();
    if (address.configured() && settings.get(SettingsTable.REDIS_TLS)) {
      settings
          .get(SettingsTable.REDIS_SENTINELS)
          .forEach(
              one -> servers.add(server("the Sentinel at ", one.getHostString(), one.getPort())));
      try {
        HostAndPort master = address.master().find();
        servers.add(server("Redis at ", master.getHost(), master.getPort()));
      } catch (JedisException unknown) {
        LOG.debug("No certificate of the master, which nobody knows", unknown);
      }
    }
    return servers;
  }

  private static TlsServer server(String what, String host, int port) {
    return new TlsServer(what + host + ":" + port, host, port, false);
  }
}
