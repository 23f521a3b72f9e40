package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.testkit.Accounts;
import carillon.testkit.MeasurementLog;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invalid requests to every path are refused with a problem, never with a crash. */
@Tag("faults")
class FuzzIT {
  private static final int REQUESTS = Integer.getInteger("carillon.fuzz.requests", 20_000);
  private static final long SEED = Long.getLong("carillon.fuzz.seed", 28_101_262_463_040L);
  private static final int CLIENTS = 4;
  private static final Pattern TRACE = Pattern.compile("\\.java:\\d+\\)|\\bat \\w+(\\.\\w+)+\\(");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> failures = new ConcurrentSkipListMap<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  void invalidRequestsAreRefusedWithoutServerError() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    sampleData(sharedServer);
    JsonNode document = document(sharedServer);
    long begin = System.nanoTime();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      long seed = SEED + i;
      work.add(() -> send(sharedServer, document, seed));
    }
    for (Future<Void> sent : clients.invokeAll(work)) {
      sent.get();
    }
    clients.shutdown();
    MeasurementLog.record(
        "%d fuzzed requests in %d s, seed %d, answers by status %s"
            .formatted(REQUESTS, (System.nanoTime() - begin) / 1_000_000_000, SEED, statuses));
    assertThat(failures).as("seed %d", SEED).isEmpty();
    assertThat(sharedServer.admin.status("/ready")).isEqualTo(200);
  }

  private Void send(SharedServer sharedServer, JsonNode document, long seed) throws Exception {
    Fuzzer fuzzer =
        new Fuzzer(document, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    for (int i = 0; i < REQUESTS / CLIENTS; i++) {
      HttpRequest request =
          fuzzer
              .next(sharedServer.server.address())
              .header("Authorization", Accounts.ADMIN.authorization())
              .timeout(Duration.ofSeconds(60))
              .build();
      judge(request, client.send(request, BodyHandlers.ofString()));
    }
    return null;
  }

  private void judge(HttpRequest request, HttpResponse<String> answer) {
    statuses.computeIfAbsent(answer.statusCode(), status -> new AtomicInteger()).incrementAndGet();
    if (answer.statusCode() >= 500 || TRACE.matcher(answer.body()).find()) {
      String what = request.method() + " " + request.uri().getPath().replaceAll("/\\d+", "/N");
      String body = answer.body();
      failures.putIfAbsent(
          answer.statusCode() + " " + what.substring(0, Math.min(90, what.length())),
          request.uri() + ": " + body.substring(0, Math.min(400, body.length())));
    }
  }

  /** Some of the addressed resources must exist. */
  private static void sampleData(SharedServer sharedServer) {
    SaveLoad.oneByOne(sharedServer.tracker(3), 10);
    for (int i = 0; i < 10; i++) {
      Map<String, Object> user =
          Map.of(
              "username",
              "fuzz" + i,
              "realName",
              "Fuzz",
              "email",
              "fuzz" + i + "@example.org",
              "status",
              "active");
      sharedServer.admin.post("/users", user);
    }
  }

  private JsonNode document(SharedServer sharedServer) throws Exception {
    URI address = URI.create(sharedServer.server.address() + "/openapi.json");
    HttpRequest request = HttpRequest.newBuilder(address).build();
    return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
  }
}
