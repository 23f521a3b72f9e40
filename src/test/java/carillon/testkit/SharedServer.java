package carillon.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one server, Redis and inbox that the fault tests share, started by the first of them and
 * ended with the test JVM.
 */
public final class SharedServer implements AutoCloseable {
  private static SharedServer shared;

  public final RedisServer redis;
  public final Inbox inbox;
  public final CarillonServer server;
  public final Http admin;
  private final AtomicInteger trackers = new AtomicInteger();
  private final Map<String, String> changed = new HashMap<>();

  private SharedServer() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    redis = new RedisServer(Path.of("target/faults/redis"));
    inbox = new Inbox();
    server =
        new CarillonServer("server", 0, settings(redis, inbox.port()))
            .with(
                CountingHandler.class,
                CountingHandler.Number.class,
                FlakyHandler.class,
                FlakyHandler.Mood.class);
    admin = new Http(server.address(), Accounts.ADMIN);
  }

  /** The shared server, started. */
  public static synchronized SharedServer shared() throws IOException {
    if (shared == null) {
      SharedServer sharedServer = new SharedServer();
      sharedServer.redis.start();
      sharedServer.inbox.start();
      sharedServer.server.start();
      shared = sharedServer;
    }
    return shared;
  }

  /** A tracker of its own for a test. */
  public SampleTracker tracker(int recipients) {
    return new SampleTracker(admin, "site" + trackers.incrementAndGet(), recipients);
  }

  /** Changes a setting while the server runs. */
  public void set(String key, String value) throws IOException {
    if (value.equals(changed.get(key))) {
      return;
    }
    try (Management management = server.management()) {
      management.set(key, value);
    }
    changed.put(key, value);
  }

  /** A queue as {@code GET /queues} shows it. */
  public JsonNode queue(String name) {
    for (JsonNode queue : admin.get("/queues").get("items")) {
      if (queue.get("name").asText().equals(name)) {
        return queue;
      }
    }
    throw new AssertionError("No queue " + name);
  }

  @Override
  public void close() {
    server.close();
    redis.close();
    inbox.close();
  }

  /** Four workers and short retry delays. */
  public static Map<String, String> settings(RedisServer redis, int smtpPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sys_async_emails", "all");
    settings.put("sys_nb_backend_workers", "4");
    settings.put("carillon.outbound.allow", "127.0.0.1");
    settings.put("redis_server", "127.0.0.1");
    settings.put("redis_port", Integer.toString(redis.port()));
    settings.put("redis_password", RedisServer.PASSWORD);
    settings.put(
        "carillon.mail.relays", "smtp://127.0.0.1:" + smtpPort + "?tls=none&connections=4");
    settings.put("carillon.http.write-rate", "999999/s");
    settings.put("carillon.mail.breaker-delay", "PT2S");
    settings.put("carillon.mail.deferred-schedule", "PT2S");
    settings.put("carillon.dispatch.push-again-after", "PT5S");
    settings.put("carillon.outbound.allow", "127.0.0.1");
    return settings;
  }
}
