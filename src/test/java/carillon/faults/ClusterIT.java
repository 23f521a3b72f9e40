package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.CountingHandler;
import carillon.testkit.ExpectedMails;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.RedisCluster;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import carillon.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis Cluster promotes a replica of the master that holds the queue notifications. */
@Tag("faults-on-demand")
class ClusterIT {
  private static final Duration FAILOVER = Duration.ofSeconds(15);

  @Test
  void nothingIsLostWhenTheMasterOfAQueueIsKilled() throws Exception {
    try (RedisCluster cluster = new RedisCluster(Path.of("target/faults/redis-cluster")).start();
        Inbox inbox = new Inbox().start();
        CarillonServer server = server(cluster, inbox)) {
      server.start();
      Http admin = new Http(server.address(), Accounts.ADMIN);
      SampleTracker tracker = new SampleTracker(admin, "cluster", 2);
      SaveLoad warm = SaveLoad.atOnce(tracker, 100, 4);
      new ExpectedMails(inbox, tracker.mails(warm.changesets()))
          .awaitArrival(Duration.ofMinutes(1));
      assertSystemCheckPasses(admin);

      RedisServer master = cluster.masterOf("{carillon:notifications}");
      RedisServer replica = cluster.replicaOf(master);
      new FaultRun(new TestEnvironment(inbox, server, List.of(server), tracker))
          .run(
              FaultScenario.of(
                      "Redis Cluster: kill -9 of the master that holds the queue notifications")
                  .begins(master::kill)
                  .ends(() -> await("promotion").atMost(FAILOVER).until(replica::isMaster)));
      assertThat(server.log()).contains("Redis {carillon:notifications} is now ");
      assertSystemCheckPasses(admin);
    }
  }

  private static void assertSystemCheckPasses(Http admin) {
    JsonNode event = admin.post("/system-checks", Map.of());
    assertThat(event.get("log").asText()).isEqualTo("OK");
    assertThat(event.get("status").asText()).isEqualTo("DONE");
  }

  private static CarillonServer server(RedisCluster cluster, Inbox inbox) throws IOException {
    Map<String, String> settings =
        new LinkedHashMap<>(SharedServer.settings(cluster.nodes().get(0), inbox.port()));
    settings.remove("redis_server");
    settings.remove("redis_port");
    settings.put("carillon.redis.cluster", cluster.addresses());
    settings.put("carillon.base-url", "https://carillon.example.org/carillon");
    return new CarillonServer("cluster", 420, settings)
        .with(CountingHandler.class, CountingHandler.Number.class);
  }
}
