package carillon.faults;

import static org.awaitility.Awaitility.await;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.CountingHandler;
import carillon.testkit.ExpectedMails;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.Ports;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import carillon.testkit.TcpProxy;
import carillon.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three Sentinels promote a replica that lags behind its master. */
@Tag("faults")
class SentinelIT {
  private static final Duration FAILOVER = Duration.ofSeconds(30);

  @Test
  void nothingIsLostByFailOverToALaggingReplica() throws Exception {
    try (RedisServer master = new RedisServer(Path.of("target/faults/master")).start();
        RedisServer replica = new RedisServer(Path.of("target/faults/replica")).start();
        TcpProxy replication = new TcpProxy(master.port());
        Inbox inbox = new Inbox().start()) {
      replica.follow(master.port());
      List<RedisServer> sentinels = sentinels(master);
      try (CarillonServer server = server(sentinels, inbox)) {
        server.start();
        SampleTracker tracker =
            new SampleTracker(new Http(server.address(), Accounts.ADMIN), "sentinel", 2);
        warmUp(inbox, tracker);
        new FaultRun(new TestEnvironment(inbox, server, List.of(server), tracker))
            .run(
                FaultScenario.of("Redis: fail-over by Sentinel to a replica 3 s behind")
                    .begins(
                        () -> {
                          replica.follow(replication.port());
                          replica.awaitReplication();
                          replication.block();
                          SaveLoad.waitFor(Duration.ofSeconds(3));
                          master.kill();
                          replication.cut();
                        })
                    .ends(() -> await("promotion").atMost(FAILOVER).until(replica::isMaster))
                    .jobsMayBeLost()
                    .jobsTwice(() -> 250)
                    .cleanUp(master::start));
      } finally {
        sentinels.forEach(RedisServer::close);
      }
    }
  }

  private static void warmUp(Inbox inbox, SampleTracker tracker) {
    SaveLoad saveLoad = SaveLoad.atOnce(tracker, 100, 4);
    new ExpectedMails(inbox, tracker.mails(saveLoad.changesets()))
        .awaitArrival(Duration.ofMinutes(1));
  }

  private static List<RedisServer> sentinels(RedisServer master) throws IOException {
    List<RedisServer> sentinels =
        List.of(
            RedisServer.sentinel(Path.of("target/faults/sentinel-1"), master),
            RedisServer.sentinel(Path.of("target/faults/sentinel-2"), master),
            RedisServer.sentinel(Path.of("target/faults/sentinel-3"), master));
    for (RedisServer sentinel : sentinels) {
      sentinel.start();
    }
    await("Sentinels that know each other and the replica")
        .atMost(FAILOVER)
        .until(() -> sentinels.stream().allMatch(RedisServer::seesReplicaAndSentinels));
    return sentinels;
  }

  private static CarillonServer server(List<RedisServer> sentinels, Inbox inbox)
      throws IOException {
    Map<String, String> settings =
        new LinkedHashMap<>(SharedServer.settings(sentinels.get(0), inbox.port()));
    settings.remove("redis_server");
    settings.remove("redis_port");
    settings.put(
        "carillon.redis.sentinels",
        Stream.concat(
                Stream.of("127.0.0.1:" + Ports.free()),
                sentinels.stream().map(sentinel -> "127.0.0.1:" + sentinel.port()))
            .collect(Collectors.joining(",")));
    settings.put("carillon.redis.sentinel-password", RedisServer.PASSWORD);
    return new CarillonServer("sentinel", 400, settings)
        .with(CountingHandler.class, CountingHandler.Number.class);
  }
}
