package carillon.testkit;

import static org.awaitility.Awaitility.await;

import carillon.dev.RedisProgram;
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
 * A redis-server process on the loopback interface, with a password and an append-only file. It can
 * be frozen, killed and started again on the same data.
 */
public final class RedisServer implements AutoCloseable {
  /** Forty characters, as the documentation recommends. */
  public static final String PASSWORD = "faults-0123456789-abcdefghijklmnopqrstuv";

  private static final String FILES = "appendonlydir";

  private final Path folder;
  private final int port;
  private final RedisProgram program;
  private final List<String> arguments = new ArrayList<>(List.of("redis.conf"));
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
    if (program.needsDebugOption()) {
      arguments.addAll(List.of("--enable-debug-command", "local"));
    }
  }

  private RedisServer(Path folder, String further, int port) throws IOException {
    this.port = port;
    this.folder = Folders.empty(folder);
    this.program = RedisProgram.installedOrEmbedded(folder);
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

  /** A node for a new Redis Cluster. */
  static RedisServer clusterNode(Path folder) throws IOException {
    return new RedisServer(
        folder,
        Ports.freeWithBus(),
        """
        cluster-enabled yes
        cluster-node-timeout 2000
        """);
  }

  /** One of three Sentinels that monitor a master. */
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
    sentinel.arguments.add("--sentinel");
    return sentinel;
  }

  /** A single Sentinel that reports a fail-over to this port in this epoch. */
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
    sentinel.arguments.add("--sentinel");
    return sentinel;
  }

  public int port() {
    return port;
  }

  /** Starts it on its existing data and waits until it answers. */
  public RedisServer start() throws IOException {
    Path log = folder.resolve("redis.log");
    process = program.start(folder, ProcessBuilder.Redirect.appendTo(log.toFile()), arguments);
    await("Redis on port " + port)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(JedisException.class)
        .until(() -> "PONG".equals(ask(Jedis::ping)));
    return this;
  }

  /** Stops the process with SIGSTOP: connections stay open and get no answer. */
  public void freeze() {
    Signal.STOP.send(process.toHandle());
  }

  /** Continues it with SIGCONT: it answers the requests that wait. */
  public void thaw() {
    Signal.CONT.send(process.toHandle());
  }

  public void kill() {
    Signal.KILL.send(process.toHandle());
    process.onExit().join();
  }

  /** Shuts it down in order without a snapshot. */
  public void shutdownWithoutSaving() {
    try {
      ask(jedis -> jedis.sendCommand(Command.SHUTDOWN, "NOSAVE"));
    } catch (JedisConnectionException gone) {
      process.onExit().join();
    }
  }

  /** {@code CONFIG SET}. */
  public void set(String setting, String value) {
    ask(jedis -> jedis.configSet(setting, value));
  }

  /** Changes the password and closes all connections of clients. */
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

  /** Makes it a replica of the Redis on this port. */
  public void follow(int masterPort) {
    ask(jedis -> jedis.replicaof("127.0.0.1", masterPort));
  }

  /** Waits until it is in sync with its master. */
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

  /** Of a Sentinel: whether it knows the replica and both other Sentinels. */
  public boolean seesReplicaAndSentinels() {
    return ask(jedis -> jedis.info("sentinel")).contains("slaves=1,sentinels=3");
  }

  /** Copies its append-only files. */
  public void backUp() throws IOException {
    Folders.copy(folder.resolve(FILES), Folders.empty(folder.resolve("backup")));
  }

  /** Restores the copied files; only while it does not run. */
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
