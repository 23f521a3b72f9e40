package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.CrashPoint;
import carillon.testkit.Http;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A write with an {@code Idempotency-Key} happens once, even if the server is killed. */
@Tag("servers")
class IdempotencyKilledIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARTIFACT = "{\"submittedBy\":\"ida\",\"values\":{\"title\":\"T\"}}";

  @Test
  void sameKeyWritesOnceWhenServerDiesAroundCommit() throws Exception {
    try (CarillonServer server =
        new CarillonServer("idempotency", 40, Map.of()).with(CrashPoint.class)) {
      server.start();
      Http admin = new Http(server.address(), Accounts.ADMIN);
      String artifacts = "/trackers/" + tracker(admin) + "/artifacts";

      killedAt(CrashPoint.BEFORE_COMMIT, server, artifacts);
      HttpResponse<String> first = post(server, artifacts, CrashPoint.BEFORE_COMMIT);
      assertThat(first.statusCode()).as("nothing was written, so it is written now").isEqualTo(201);
      assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
      assertThat(admin.get(artifacts).get("items")).hasSize(1);

      killedAt(CrashPoint.AFTER_COMMIT, server, artifacts);
      HttpResponse<String> second = post(server, artifacts, CrashPoint.AFTER_COMMIT);
      assertThat(second.statusCode()).isEqualTo(201);
      assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
      JsonNode items = admin.get(artifacts).get("items");
      assertThat(items).hasSize(2);
      assertThat(JSON.readTree(second.body()).get("artifactId")).isEqualTo(items.get(1).get("id"));
    }
  }

  private static void killedAt(String moment, CarillonServer server, String path)
      throws IOException {
    Files.createFile(server.data().resolve(moment));
    try {
      HttpResponse<String> answer = post(server, path, moment);
      throw new AssertionError("The server still runs and answered " + answer.statusCode());
    } catch (IOException died) {
      server.awaitExit();
    }
    server.start();
  }

  private static long tracker(Http admin) {
    admin.post("/users", Map.of("username", "ida", "realName", "Ida", "email", "ida@example.org"));
    long project =
        id(
            admin.post(
                "/projects", Map.of("shortName", "ida", "name", "I", "visibility", "public")));
    return id(
        admin.post(
            "/projects/" + project + "/trackers",
            Map.of(
                "itemName",
                "bug",
                "name",
                "Bugs",
                "fields",
                List.of(Map.of("name", "title", "type", "string")))));
  }

  private static long id(JsonNode created) {
    return created.get("id").asLong();
  }

  private static HttpResponse<String> post(CarillonServer server, String path, String key)
      throws IOException {
    String account = Accounts.PRODUCER.user();
    byte[] pair = (account + ":" + account).getBytes();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1" + path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
            .POST(BodyPublishers.ofString(ARTIFACT))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
