package carillon.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** Whatever Redis does, no save fails or waits, and every mail arrives once. */
class RedisFaultsIT {
  /** Not among the commands that Jedis names. */
  private static final ProtocolCommand DEBUG = () -> "DEBUG".getBytes(StandardCharsets.US_ASCII);

  private static Pair pair;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void telling(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void further(Trial trial) throws Exception {
    new Ordeal(pair.stage(pair.one)).undergo(trial);
  }

  static Stream<Trial> telling() throws IOException {
    pair = Pair.shared();
    RedisServer redis = pair.redis;
    return Stream.of(
        Trial.of("Redis: kill -9, restarted with its file")
            .begins(redis::kill)
            .ends(redis::start)
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: FLUSHALL").begins(redis::flushAll).jobsMayBeLost(),
        Trial.of("Redis: out of memory, noeviction")
            .begins(() -> redis.set("maxmemory", "1mb"))
            .ends(() -> redis.set("maxmemory", "0")),
        Trial.of("Redis: connections cut")
            .begins(() -> ways().forEach(TcpProxy::cut))
            .ends(() -> ways().forEach(TcpProxy::heal))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  static Stream<Trial> further() throws IOException {
    pair = Pair.shared();
    return Stream.of(processes(), settings(), connections()).flatMap(trials -> trials);
  }

  private static Stream<Trial> processes() {
    RedisServer redis = pair.redis;
    return Stream.of(
        Trial.of("Redis: SHUTDOWN NOSAVE")
            .begins(redis::shutdownWithoutSaving)
            .ends(redis::start)
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: restored from a file 5 s older")
            .begins(
                () -> {
                  redis.backUp();
                  Saves.pass(Duration.ofSeconds(5));
                  redis.kill();
                  redis.restore();
                })
            .ends(redis::start)
            .jobsMayBeLost()
            .jobsTwice(() -> Long.MAX_VALUE),
        Trial.of("Redis: SIGSTOP 30 s")
            .begins(redis::freeze)
            .lasts(30)
            .ends(redis::thaw)
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: DEBUG SLEEP 8").begins(() -> sleep(redis)).lasts(8));
  }

  private static Stream<Trial> settings() {
    RedisServer redis = pair.redis;
    return Stream.of(
        Trial.of("Redis: out of memory, wrongly allkeys-lru")
            .begins(
                () -> {
                  redis.set("maxmemory-policy", "allkeys-lru");
                  redis.set("maxmemory", "1mb");
                })
            .ends(
                () -> {
                  redis.set("maxmemory", "0");
                  redis.set("maxmemory-policy", "noeviction");
                })
            .jobsMayBeLost()
            .jobsTwice(() -> Long.MAX_VALUE),
        Trial.of("Redis: password rotated, and back")
            .begins(() -> redis.password("another-password-that-nobody-told-carillon"))
            .ends(() -> redis.password(RedisServer.PASSWORD))
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: has become a replica (READONLY)")
            .begins(() -> redis.ask(jedis -> jedis.replicaof("127.0.0.1", Ports.free())))
            .ends(() -> redis.ask(jedis -> jedis.replicaofNoOne()))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  private static Stream<Trial> connections() {
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    return Stream.of(
        Trial.of("Redis: all connections killed 10 times a second")
            .begins(
                () ->
                    killer.scheduleWithFixedDelay(
                        RedisFaultsIT::killConnections, 0, 100, TimeUnit.MILLISECONDS))
            .lasts(10)
            .ends(killer::shutdown)
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: each packet 100 ms late")
            .begins(() -> ways().forEach(way -> way.slow(Duration.ofMillis(100))))
            .ends(() -> ways().forEach(TcpProxy::heal)),
        Trial.of("Redis: connections half open")
            .begins(() -> ways().forEach(TcpProxy::forget))
            .jobsTwice(RedisFaultsIT::inFlight),
        Trial.of("Redis: no packet passes for 20 s")
            .begins(() -> ways().forEach(TcpProxy::block))
            .lasts(20)
            .ends(() -> ways().forEach(TcpProxy::heal))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  private static Stream<TcpProxy> ways() {
    return pair.members().stream().map(member -> member.redis);
  }

  /** Two servers' worker of the queue, each with what it may have taken and not yet told. */
  private static long inFlight() {
    return 2 * 250;
  }

  private static void sleep(RedisServer redis) {
    CompletableFuture.runAsync(() -> redis.ask(jedis -> jedis.sendCommand(DEBUG, "SLEEP", "8")));
  }

  private static void killConnections() {
    try {
      pair.redis.ask(
          jedis ->
              jedis.clientKill(
                  ClientKillParams.clientKillParams()
                      .type(ClientType.NORMAL)
                      .skipMe(ClientKillParams.SkipMe.YES)));
    } catch (JedisException busy) {
      return; // The next round is soon.
    }
  }
}
