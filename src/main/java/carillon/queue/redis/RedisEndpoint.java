package carillon.queue.redis;

import carillon.config.Setting;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.QueueName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Where Redis is and how to speak to it. Its text holds no secret. */
public record RedisEndpoint(
    MasterLocator master, boolean configured, JedisClientConfig config, Duration timeout) {

  /** The one server, or the master that Sentinels name. */
  public static RedisEndpoint of(Settings settings) {
    List<HostAndPort> sentinels = servers(settings, SettingsTable.REDIS_SENTINELS);
    if (sentinels.isEmpty()) {
      String host = settings.get(SettingsTable.REDIS_SERVER);
      HostAndPort server = new HostAndPort(host, settings.get(SettingsTable.REDIS_PORT));
      return of(settings, new MasterLocator.Fixed(server), !host.isEmpty());
    }
    JedisClientConfig config = common(settings, SettingsTable.REDIS_SENTINEL_PASSWORD).build();
    SentinelMasterQuery name =
        new SentinelMasterQuery(settings.get(SettingsTable.REDIS_SENTINEL_MASTER));
    return of(settings, new PolledMasterLocator(sentinels, name, config), true);
  }

  /** The master of a queue in a cluster. */
  static RedisEndpoint of(Settings settings, QueueName queue) {
    List<HostAndPort> nodes = servers(settings, SettingsTable.REDIS_CLUSTER);
    PolledMasterLocator master =
        new PolledMasterLocator(nodes, new ClusterSlotQuery(queue), config(settings));
    return of(settings, master, true);
  }

  @Override
  public String toString() {
    return master.toString();
  }

  private static RedisEndpoint of(
      Settings settings, MasterLocator masterLocator, boolean configured) {
    return new RedisEndpoint(
        masterLocator, configured, config(settings), settings.get(SettingsTable.REDIS_TIMEOUT));
  }

  private static JedisClientConfig config(Settings settings) {
    DefaultJedisClientConfig.Builder config =
        common(settings, SettingsTable.REDIS_PASSWORD)
            .database(settings.get(SettingsTable.REDIS_DATABASE))
            .clientName("carillon");
    String user = settings.get(SettingsTable.REDIS_USER);
    if (!user.isEmpty()) {
      config.user(user);
    }
    return config.build();
  }

  private static List<HostAndPort> servers(
      Settings settings, Setting<List<InetSocketAddress>> named) {
    return settings.get(named).stream()
        .map(one -> new HostAndPort(one.getHostString(), one.getPort()))
        .toList();
  }

  private static DefaultJedisClientConfig.Builder common(
      Settings settings, Setting<String> passwordKey) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) settings.get(SettingsTable.REDIS_TIMEOUT).toMillis())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    String password = settings.get(passwordKey);
    if (!password.isEmpty()) {
      config.password(password);
    }
    if (settings.get(SettingsTable.REDIS_TLS)) {
      config.sslOptions(SslOptions.defaults());
    }
    return config;
  }
}
