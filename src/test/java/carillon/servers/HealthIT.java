package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.RedisServer;
import carillon.testkit.SharedServer;
import carillon.testkit.StuckHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readiness and liveness as an orchestrator sees them: MicroProfile Health on the server. */
@Tag("servers")
class HealthIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void serverWithoutRedisIsNotReadyAndServerWithStuckWorkerIsNotLive() throws Exception {
    try (RedisServer redis = new RedisServer(Path.of("target/faults/health-redis"));
        Inbox inbox = new Inbox();
        CarillonServer server =
            new CarillonServer("health", 20, SharedServer.settings(redis, inbox.port()))
                .with(StuckHandler.class, StuckHandler.Nothing.class)) {
      redis.start();
      inbox.start();
      server.start();
      await("ready").atMost(SOON).until(() -> status(server, "ready") == 200);
      assertThat(status(server, "live")).isEqualTo(200);

      redis.kill();
      await("not ready").atMost(SOON).until(() -> status(server, "ready") == 503);
      assertThat(of(server, "ready").get("redis").asBoolean()).isFalse();
      assertThat(status(server, "live")).isEqualTo(200);
      redis.start();
      await("ready again").atMost(SOON).until(() -> status(server, "ready") == 200);

      stuck(server);
    }
  }

  private static void stuck(CarillonServer server) throws IOException {
    Http admin = new Http(server.address(), Accounts.ADMIN);
    admin.post("/jobs", Map.of("eventName", "test.stubborn", "payload", Map.of()));
    await("a stuck pool is not ready").atMost(SOON).until(() -> status(server, "ready") == 503);
    assertThat(of(server, "ready").get("workers").asBoolean()).isFalse();
    assertThat(of(server, "ready").get("redis").asBoolean()).isTrue();
    assertThat(admin.status("/ready")).isEqualTo(503);
    // The only worker of its queue is stuck: only a restart helps.
    assertThat(status(server, "live")).isEqualTo(503);
    JsonNode event = admin.post("/system-checks", Map.of());
    assertThat(event.get("status").asText()).isEqualTo("ERROR");
    assertThat(event.get("log").asText()).contains("stuck in the job").contains("test.stubborn");
  }

  private static int status(CarillonServer server, String check) throws IOException {
    return answer(server, check).statusCode();
  }

  private static JsonNode of(CarillonServer server, String what) throws IOException {
    for (JsonNode check : JSON.readTree(answer(server, what).body()).get("checks")) {
      if (check.get("name").asText().equals("carillon")) {
        return check.get("data");
      }
    }
    throw new AssertionError("No check of Carillon in /health/" + what);
  }

  private static HttpResponse<String> answer(CarillonServer server, String what)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/health/" + what);
    try {
      return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
