package carillon.queue.redis;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.systemcheck.TlsServer;
import carillon.systemcheck.TlsServers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** Redis and those that say where it is: its Sentinels, or the nodes of its cluster. */
public final class RedisTlsServers implements TlsServers {
  private static final Logger LOG = LoggerFactory.getLogger(RedisTlsServers.class);

  private final RedisByQueue redisByQueue;
  private final Settings settings;

  public RedisTlsServers(RedisByQueue redisByQueue, Settings settings) {
    this.redisByQueue = redisByQueue;
    this.settings = settings;
  }

  @Override
  public List<TlsServer> now() {
    Set<TlsServer> servers = new LinkedHashSet<>();
    if (redisByQueue.configured() && settings.get(SettingsTable.REDIS_TLS)) {
      settings
          .get(SettingsTable.REDIS_SENTINELS)
          .forEach(
              one -> servers.add(server("the Sentinel at ", one.getHostString(), one.getPort())));
      settings
          .get(SettingsTable.REDIS_CLUSTER)
          .forEach(one -> servers.add(server("Redis at ", one.getHostString(), one.getPort())));
      redisByQueue.all().forEach(redisPool -> master(redisPool, servers));
    }
    return List.copyOf(servers);
  }

  private static void master(RedisPool redisPool, Set<TlsServer> servers) {
    try {
      HostAndPort master = redisPool.master().find();
      servers.add(server("Redis at ", master.getHost(), master.getPort()));
    } catch (JedisException unknown) {
      LOG.debug("No certificate of the master: the master is unknown", unknown);
    }
  }

  private static TlsServer server(String what, String host, int port) {
    return new TlsServer(what + host + ":" + port, host, port, false);
  }
}
