package carillon.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A redis-server process on the loopback interface, with a password and an append-only file, its
 * data in one directory. A process that a killed JVM left running on the same data is adopted, not
 * started twice. Not thread-safe.
 */
public final class RedisServer {
  private static final Duration START = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private final String password;
  private Process process;

  /**
   * @param directory for its data and log; created if missing
   */
  public RedisServer(Path directory, int port, String password) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.password = password;
  }

  /**
   * Starts Redis, or adopts the process that already serves this directory on this port.
   *
   * @throws IllegalStateException when another program uses the port, or Redis does not start
   */
  public void start() {
    try {
      Files.createDirectories(directory);
      endOrphanOnAnotherPort();
      if (serves(port)) {
        return;
      }
      DevPorts.requireFree(port, "Redis");
      launch();
      awaitAnswer();
    } catch (IOException failed) {
      throw new UncheckedIOException("Redis could not be started in " + directory, failed);
    }
  }

  /** Shuts Redis down in order, so that its data is on disk; also an adopted process. */
  public void stop() {
    shutdown(port);
    process = null;
  }

  /** A connection with all rights, to be closed by the caller. */
  public Jedis connect() {
    return connect(port);
  }

  public int port() {
    return port;
  }

  public String password() {
    return password;
  }

  /** The process, for tests that freeze and kill it. */
  public ProcessHandle process() {
    try (Jedis redis = connect()) {
      String id = redis.info("server").replaceAll("(?s).*process_id:(\\d+).*", "$1");
      return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    }
  }

  private void launch() throws IOException {
    process =
        RedisProgram.embedded(directory)
            .start(directory, Redirect.to(directory.resolve("redis.out").toFile()), List.of("-"));
    // The password is passed on standard input: it must not show in the list of processes.
    try (var config = process.outputWriter()) {
      config.write(
          """
          bind 127.0.0.1
          port %d
          dir "%s"
          requirepass %s
          appendonly yes
          appendfsync everysec
          save ""
          maxmemory-policy noeviction
          logfile redis.log
          """
              .formatted(port, directory, password));
    }
    Files.writeString(directory.resolve("port"), Integer.toString(port));
  }

  private void awaitAnswer() throws IOException {
    Instant end = Instant.now().plus(START);
    while (!serves(port)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "Redis does not start on port %d, see redis.log and redis.out in %s: %s"
                .formatted(port, directory, Files.readString(directory.resolve("redis.out"))));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Two processes on one append-only file would corrupt it. */
  private void endOrphanOnAnotherPort() throws IOException {
    Path lastPort = directory.resolve("port");
    if (Files.exists(lastPort)) {
      int last = Integer.parseInt(Files.readString(lastPort).trim());
      if (last != port && serves(last)) {
        shutdown(last);
      }
    }
  }

  private boolean serves(int candidate) {
    try (Jedis redis = connect(candidate)) {
      return directory.toString().equals(redis.configGet("dir").get("dir"));
    } catch (JedisException notOurs) {
      return false;
    }
  }

  private void shutdown(int candidate) {
    try (Jedis redis = connect(candidate)) {
      redis.shutdown();
    } catch (JedisException gone) {
      // Redis closes the connection instead of answering, or it was not running.
      return;
    }
  }

  private Jedis connect(int candidate) {
    return new Jedis(
        new HostAndPort("127.0.0.1", candidate),
        DefaultJedisClientConfig.builder().password(password).timeoutMillis(2000).build());
  }
}
