package carillon.queue;

import carillon.config.Setting;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Where Redis is and how to speak to it. Its text holds no secret. */
record RedisAddress(Master master, boolean configured, JedisClientConfig config, Duration timeout) {

  static RedisAddress of(Settings settings) {
    DefaultJedisClientConfig.Builder config =
        common(settings, SettingsTable.REDIS_PASSWORD)
            .database(settings.get(SettingsTable.REDIS_DATABASE))
            .clientName("carillon");
    String user = settings.get(SettingsTable.REDIS_USER);
    if (!user.isEmpty()) {
      config.user(user);
    }
    Master master = master(settings);
    boolean configured =
        master instanceof Sentinels || !settings.get(SettingsTable.REDIS_SERVER).isEmpty();
    return new RedisAddress(
        master, configured, config.build(), settings.get(SettingsTable.REDIS_TIMEOUT));
  }

  @Override
  public String toString() {
    return master.toString();
  }

  private static Master master(Settings settings) {
    List<InetSocketAddress> sentinels = settings.get(SettingsTable.REDIS_SENTINELS);
    if (sentinels.isEmpty()) {
      return new Master.Fixed(
          new HostAndPort(
              settings.get(SettingsTable.REDIS_SERVER), settings.get(SettingsTable.REDIS_PORT)));
    }
    return new Sentinels(
        sentinels.stream().map(one -> new HostAndPort(one.getHostString(), one.getPort())).toList(),
        settings.get(SettingsTable.REDIS_SENTINEL_MASTER),
        common(settings, SettingsTable.REDIS_SENTINEL_PASSWORD).build());
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
