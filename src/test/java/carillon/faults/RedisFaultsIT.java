package carillon.faults;

import carillon.testkit.Ports;
import carillon.testkit.RedisServer;
import carillon.testkit.SaveLoad;
import carillon.testkit.TcpProxy;
import carillon.testkit.TwoNodeCluster;
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

/** Faults of Redis: no save fails or waits, and every mail arrives once. */
class RedisFaultsIT {
  /** Not among the commands that Jedis names. */
  private static final ProtocolCommand DEBUG = () -> "DEBUG".getBytes(StandardCharsets.US_ASCII);

  private static TwoNodeCluster twoNodeCluster;

  @Tag("faults")
  @ParameterizedTest
  @MethodSource
  void commonFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  @Tag("faults-on-demand")
  @ParameterizedTest
  @MethodSource
  void furtherFault(FaultScenario faultScenario) throws Exception {
    new FaultRun(twoNodeCluster.environmentAt(twoNodeCluster.one)).run(faultScenario);
  }

  static Stream<FaultScenario> commonFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    RedisServer redis = twoNodeCluster.redis;
    return Stream.of(
        FaultScenario.of("Redis: kill -9, restarted with its file")
            .begins(redis::kill)
            .ends(redis::start)
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: FLUSHALL").begins(redis::flushAll).jobsMayBeLost(),
        FaultScenario.of("Redis: out of memory, noeviction")
            .begins(() -> redis.set("maxmemory", "1mb"))
            .ends(() -> redis.set("maxmemory", "0")),
        FaultScenario.of("Redis: connections cut")
            .begins(() -> proxies().forEach(TcpProxy::cut))
            .ends(() -> proxies().forEach(TcpProxy::heal))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  static Stream<FaultScenario> furtherFault() throws IOException {
    twoNodeCluster = TwoNodeCluster.shared();
    return Stream.of(processes(), settings(), connections())
        .flatMap(faultScenarios -> faultScenarios);
  }

  private static Stream<FaultScenario> processes() {
    RedisServer redis = twoNodeCluster.redis;
    return Stream.of(
        FaultScenario.of("Redis: SHUTDOWN NOSAVE")
            .begins(redis::shutdownWithoutSaving)
            .ends(redis::start)
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: restored from a file that is 5 s old")
            .begins(
                () -> {
                  redis.backUp();
                  SaveLoad.waitFor(Duration.ofSeconds(5));
                  redis.kill();
                  redis.restore();
                })
            .ends(redis::start)
            .jobsMayBeLost()
            .jobsTwice(() -> Long.MAX_VALUE),
        FaultScenario.of("Redis: SIGSTOP 30 s")
            .begins(redis::freeze)
            .lasts(30)
            .ends(redis::thaw)
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: DEBUG SLEEP 8").begins(() -> sleep(redis)).lasts(8));
  }

  private static Stream<FaultScenario> settings() {
    RedisServer redis = twoNodeCluster.redis;
    return Stream.of(
        FaultScenario.of("Redis: out of memory, allkeys-lru instead of noeviction")
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
        FaultScenario.of("Redis: password rotated, and back")
            .begins(() -> redis.password("another-password-unknown-to-carillon-00"))
            .ends(() -> redis.password(RedisServer.PASSWORD))
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: has become a replica (READONLY)")
            .begins(() -> redis.ask(jedis -> jedis.replicaof("127.0.0.1", Ports.free())))
            .ends(() -> redis.ask(jedis -> jedis.replicaofNoOne()))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  private static Stream<FaultScenario> connections() {
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    return Stream.of(
        FaultScenario.of("Redis: all connections killed 10 times a second")
            .begins(
                () ->
                    killer.scheduleWithFixedDelay(
                        RedisFaultsIT::killConnections, 0, 100, TimeUnit.MILLISECONDS))
            .lasts(10)
            .ends(killer::shutdown)
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: each packet delayed by 100 ms")
            .begins(() -> proxies().forEach(proxy -> proxy.slow(Duration.ofMillis(100))))
            .ends(() -> proxies().forEach(TcpProxy::heal)),
        FaultScenario.of("Redis: connections half open")
            .begins(() -> proxies().forEach(TcpProxy::dropSilently))
            .jobsTwice(RedisFaultsIT::inFlight),
        FaultScenario.of("Redis: all packets dropped for 20 s")
            .begins(() -> proxies().forEach(TcpProxy::block))
            .lasts(20)
            .ends(() -> proxies().forEach(TcpProxy::heal))
            .jobsTwice(RedisFaultsIT::inFlight));
  }

  private static Stream<TcpProxy> proxies() {
    return twoNodeCluster.members().stream().map(member -> member.redis);
  }

  /** Jobs that the workers of both servers may have fetched and not yet acknowledged. */
  private static long inFlight() {
    return 2 * 250;
  }

  private static void sleep(RedisServer redis) {
    CompletableFuture.runAsync(() -> redis.ask(jedis -> jedis.sendCommand(DEBUG, "SLEEP", "8")));
  }

  private static void killConnections() {
    try {
      twoNodeCluster.redis.ask(
          jedis ->
              jedis.clientKill(
                  ClientKillParams.clientKillParams()
                      .type(ClientType.NORMAL)
                      .skipMe(ClientKillParams.SkipMe.YES)));
    } catch (JedisException busy) {
      return; // Tried again soon.
    }
  }
}
