package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/**
 * A real redis-server process: loopback, password, append-only file. It can be stopped, continued,
 * killed and started again on the same data.
 */
public final class RedisServer implements AutoCloseable {
  /** Forty characters, as the README asks for. */
  public static final String PASSWORD = "faults-0123456789-abcdefghijklmnopqrstuv";

  private static final String FILES = "appendonlydir";

  private final Path folder;
  private final int port;
  private final List<String> command;
  private volatile String password = PASSWORD;
  private Process process;

  public RedisServer(Path folder) throws IOException {
    this(folder, Ports.free(), "");
  }

  private RedisServer(Path folder, int port, String further) throws IOException {
    this(
        folder,
        """
        masterauth %s
        appendonly yes
        maxmemory-policy noeviction
        """
                .formatted(PASSWORD)
            + further,
        port);
    if (RedisExecutable.needsDebugOption(Path.of(command.get(0)))) {
      command.addAll(List.of("--enable-debug-command", "local"));
    }
  }

  private RedisServer(Path folder, String further, int port) throws IOException {
    this.port = port;
    this.folder = Folders.empty(folder);
    Path executable = RedisExecutable.find(folder).toAbsolutePath();
    this.command = new ArrayList<>(List.of(executable.toString(), "redis.conf"));
    Files.writeString(
        folder.resolve("redis.conf"),
        """
        bind 127.0.0.1
        port %d
        dir %s
        requirepass %s
        """
                .formatted(port, folder.toAbsolutePath(), PASSWORD)
            + further);
  }

  /** A node of a cluster that is still to be made. */
  static RedisServer clusterNode(Path folder) throws IOException {
    return new RedisServer(
        folder,
        Ports.freeWithBus(),
        """
        cluster-enabled yes
        cluster-node-timeout 2000
        """);
  }

  /** A Sentinel that watches a master, with two others. */
  public static RedisServer sentinel(Path folder, RedisServer master) throws IOException {
    RedisServer sentinel =
        new RedisServer(
            folder,
            """
            sentinel sentinel-pass %1$s
            sentinel monitor mymaster 127.0.0.1 %2$d 2
            sentinel auth-pass mymaster %1$s
            sentinel down-after-milliseconds mymaster 2000
            sentinel failover-timeout mymaster 10000
            """
                .formatted(PASSWORD, master.port()),
            Ports.free());
    sentinel.command.add("--sentinel");
    return sentinel;
  }

  /** A Sentinel that knows of no other, and of a fail-over to this port, in this epoch. */
  public static RedisServer loneSentinel(Path folder, int masterPort, long epoch)
      throws IOException {
    RedisServer sentinel =
        new RedisServer(
            folder,
            """
            sentinel monitor mymaster 127.0.0.1 %d 2
            sentinel config-epoch mymaster %d
            """
                .formatted(masterPort, epoch),
            Ports.free());
    sentinel.command.add("--sentinel");
    return sentinel;
  }

  public int port() {
    return port;
  }

  /** Starts it, on the data of its last life, and waits until it answers. */
  public RedisServer start() throws IOException {
    Path log = folder.resolve("redis.log");
    process =
        new ProcessBuilder(command)
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

  /** Ends it in order, but writes no snapshot. */
  public void shutdownWithoutSaving() {
    try {
      ask(jedis -> jedis.sendCommand(Command.SHUTDOWN, "NOSAVE"));
    } catch (JedisConnectionException gone) {
      process.onExit().join();
    }
  }

  /** Sets one of its settings, as {@code CONFIG SET} does. */
  public void set(String setting, String value) {
    ask(jedis -> jedis.configSet(setting, value));
  }

  /** Changes its password and ends all connections, which know the old one. */
  public void password(String other) {
    set("requirepass", other);
    password = other;
    ask(
        jedis ->
            jedis.clientKill(
                ClientKillParams.clientKillParams()
                    .type(ClientType.NORMAL)
                    .skipMe(ClientKillParams.SkipMe.YES)));
  }

  /** Makes it a replica, of the Redis that this port leads to. */
  public void follow(int masterPort) {
    ask(jedis -> jedis.replicaof("127.0.0.1", masterPort));
  }

  /** Waits until it has all that its master has. */
  public void awaitReplication() {
    await("replication")
        .atMost(Duration.ofSeconds(20))
        .until(() -> ask(jedis -> jedis.info("replication")).contains("master_link_status:up"));
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  public boolean isMaster() {
    return ask(jedis -> jedis.info("replication")).contains("role:master");
  }

  /** Of a Sentinel: whether it could make a replica the master. */
  public boolean seesReplicaAndSentinels() {
    return ask(jedis -> jedis.info("sentinel")).contains("slaves=1,sentinels=3");
  }

  /** Copies its files as they are now. */
  public void backUp() throws IOException {
    Folders.copy(folder.resolve(FILES), Folders.empty(folder.resolve("backup")));
  }

  /** Puts the copied files in the place of its own; not while it runs. */
  public void restore() throws IOException {
    Folders.copy(folder.resolve("backup"), Folders.empty(folder.resolve(FILES)));
  }

  public void flushAll() {
    ask(Jedis::flushAll);
  }

  public <T> T ask(Function<Jedis, T> question) {
    DefaultJedisClientConfig config = DefaultJedisClientConfig.builder().password(password).build();
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
