package carillon.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What runs beside this deployment, and the settings that follow from it. One instance for a
 * deployment; it is asked for settings before anything runs.
 */
final class DevServices {
  private static final DevServices INSTANCE = new DevServices();

  private final DevPorts ports = DevPorts.ofThisServer();
  private final Path data = Path.of(System.getProperty("jboss.server.data.dir"), "carillon");
  private final RedisServer redis;
  private final Inbox inbox;

  private DevServices() {
    try {
      Path directory = data.resolve("redis");
      redis = new RedisServer(directory, ports.redis(), PersistedPassword.in(directory));
      inbox = new Inbox(ports.smtp(), new MailFolder(data.resolve("inbox")));
    } catch (IOException unusable) {
      throw new UncheckedIOException("The data directory cannot be used: " + data, unusable);
    }
  }

  static DevServices instance() {
    return INSTANCE;
  }

  DevPorts ports() {
    return ports;
  }

  MailFolder mails() {
    return inbox.folder();
  }

  String baseUrl() {
    return "http://localhost:" + ports.http() + "/carillon";
  }

  /** Where Redis is, and defaults that show what Carillon can do. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sys_async_emails", "all");
    settings.put("sys_logger_level", "info");
    settings.put("carillon.base-url", baseUrl());
    if (ownRedis()) {
      settings.put("redis_server", "127.0.0.1");
      settings.put("redis_port", Integer.toString(redis.port()));
      settings.put("redis_password", redis.password());
    }
    return settings;
  }

  void start() {
    inbox.start();
    if (ownRedis()) {
      redis.start();
    }
  }

  void stop() {
    inbox.stop();
    if (ownRedis()) {
      redis.stop();
    }
  }

  /** Whoever names a Redis, or says by an empty name that there is none, gets none from here. */
  private static boolean ownRedis() {
    return System.getProperty("redis_server") == null
        && System.getenv("redis_server") == null
        && System.getenv("REDIS_SERVER") == null;
  }
}
