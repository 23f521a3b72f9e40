package carillon.queue;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Where Redis is and how to speak to it. Its text holds no secret. */
record RedisAddress(HostAndPort server, JedisClientConfig config, Duration timeout) {

  static RedisAddress of(Settings settings) {
    Duration timeout = settings.get(SettingsTable.REDIS_TIMEOUT);
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) timeout.toMillis())
            .database(settings.get(SettingsTable.REDIS_DATABASE))
            .clientName("carillon")
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    String password = settings.get(SettingsTable.REDIS_PASSWORD);
    String user = settings.get(SettingsTable.REDIS_USER);
    if (!password.isEmpty()) {
      config.password(password);
    }
    if (settings.get(SettingsTable.REDIS_TLS)) {
      config.sslOptions(SslOptions.defaults());
    }
    if (!user.isEmpty()) {
      config.user(user);
    }
    HostAndPort server =
        new HostAndPort(
            settings.get(SettingsTable.REDIS_SERVER), settings.get(SettingsTable.REDIS_PORT));
    return new RedisAddress(server, config.build(), timeout);
  }

  boolean configured() {
    return !server.getHost().isEmpty();
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
