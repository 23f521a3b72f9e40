package carillon.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real redis-server process: loopback, password, append-only file. It can be stopped, continued,
 * killed and started again on the same data.
 */
public final class RedisServer implements AutoCloseable {
  /** Forty characters, as the README asks for. */
  public static final String PASSWORD = "faults-0123456789-abcdefghijklmnopqrstuv";

  private final Path folder;
  private final Path executable;
  private final int port = Ports.free();
  private Process process;

  public RedisServer(Path folder) throws IOException {
    this.folder = Folders.empty(folder);
    this.executable = RedisExecutable.find(folder);
    Files.writeString(
        folder.resolve("redis.conf"),
        """
        bind 127.0.0.1
        port %d
        dir %s
        requirepass %s
        appendonly yes
        maxmemory-policy noeviction
        """
            .formatted(port, folder.toAbsolutePath(), PASSWORD));
  }

  public int port() {
    return port;
  }

  /** Starts it, on the data of its last life, and waits until it answers. */
  public RedisServer start() throws IOException {
    Path log = folder.resolve("redis.log");
    process =
        new ProcessBuilder(executable.toAbsolutePath().toString(), "redis.conf")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    await("Redis on port " + port)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(JedisException.class)
        .until(() -> "PONG".equals(ask(Jedis::ping)));
    return this;
  }

  /** Freezes it: connections stay open and nothing answers. */
  public void freeze() {
    Signal.STOP.send(process.toHandle());
  }

  /** Ends the freeze: it answers all that was asked meanwhile. */
  public void thaw() {
    Signal.CONT.send(process.toHandle());
  }

  public void kill() {
    Signal.KILL.send(process.toHandle());
    process.onExit().join();
  }

  public void flushAll() {
    ask(Jedis::flushAll);
  }

  public <T> T ask(Function<Jedis, T> question) {
    DefaultJedisClientConfig config = DefaultJedisClientConfig.builder().password(PASSWORD).build();
    try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", port), config)) {
      return question.apply(jedis);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
