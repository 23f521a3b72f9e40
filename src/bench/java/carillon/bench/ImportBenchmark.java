package carillon.bench;

import static org.awaitility.Awaitility.await;

import carillon.jiraimport.FakeJira;
import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.Management;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * An import from a fake Jira that answers immediately, on the same machine, and the latency of
 * mails during the import.
 */
final class ImportBenchmark {
  private static final int ISSUES = Integer.getInteger("carillon.bench.issues", 10_000);
  private static final int CHANGES = 5;
  private static final int WARM = 1_000;
  private static final double ASKED_PER_SECOND = 10_000 / 90.0;

  private final Table table = new Table("Carillon", "asked");
  private final RedisServer redis;

  ImportBenchmark(RedisServer redis) {
    this.redis = redis;
  }

  ImportBenchmark run() throws IOException {
    try (Inbox inbox = new Inbox().start();
        CarillonServer server =
            new CarillonServer("bench-import", 400, SharedServer.settings(redis, inbox.port()))) {
      server.start();
      Http admin = new Http(server.address(), Accounts.ADMIN);
      SampleTracker tracker = new SampleTracker(admin, "mails", 1);
      try (FakeJira jira = new FakeJira(true, WARM, CHANGES)) {
        Probe.ofMails(tracker, inbox).during(() -> ended(admin, begin(admin, jira, "warm")));
      }
      try (FakeJira jira = new FakeJira(true, ISSUES, CHANGES)) {
        Histogram idle =
            Probe.ofMails(tracker, inbox).during(() -> SaveLoad.waitFor(Duration.ofSeconds(20)));
        measure(admin, server, Probe.ofMails(tracker, inbox), jira, millis(idle));
      }
    }
    return this;
  }

  void print() {
    table.print();
  }

  private void measure(Http admin, CarillonServer server, Probe probe, FakeJira jira, double idle)
      throws IOException {
    try (Management management = server.management()) {
      String path = begin(admin, jira, "bench");
      reaches(admin, path, ISSUES / 20);
      long first = management.usedHeap();
      Histogram busy = probe.during(() -> reaches(admin, path, ISSUES * 2L * 9 / 10));
      long last = management.usedHeap();
      JsonNode done = ended(admin, path);
      if (!done.get("state").asText().equals("done") || done.get("done").asInt() != ISSUES) {
        throw new IllegalStateException(done.toString());
      }
      table.add(
          "import, issues with 5 changes each, issues/s",
          "Carillon",
          done.get("issuesPerSecond").asDouble());
      table.add("import, issues with 5 changes each, issues/s", "asked", ASKED_PER_SECOND);
      table.add("mails' p99 meanwhile, ms (asked: 2 x idle)", "Carillon", millis(busy));
      table.add("mails' p99 meanwhile, ms (asked: 2 x idle)", "asked", 2 * idle);
      table.add("heap in use near its end (asked: as near its begin), MB", "Carillon", mega(last));
      table.add("heap in use near its end (asked: as near its begin), MB", "asked", mega(first));
    }
  }

  private static String begin(Http admin, FakeJira jira, String name) {
    JsonNode project =
        admin.post("/projects", Map.of("shortName", name, "name", name, "visibility", "public"));
    JsonNode begun =
        admin.post(
            "/imports/jira",
            Map.of(
                "url", jira.url(),
                "auth", jira.auth(),
                "project", "DEMO",
                "requestedBy", "asker@example.org",
                "newTracker",
                    Map.of("projectId", project.get("id"), "itemName", "issue", "name", "Issues")));
    return "/imports/" + begun.get("id");
  }

  /** Waits until issues read plus issues written reach this number. */
  private static void reaches(Http admin, String path, long progress) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              JsonNode seen = admin.get(path);
              return seen.has("endedAt")
                  || seen.get("fetched").asLong() + seen.get("done").asLong() >= progress;
            });
  }

  private static JsonNode ended(Http admin, String path) {
    reaches(admin, path, Long.MAX_VALUE);
    return admin.get(path);
  }

  private static double millis(Histogram micros) {
    return micros.getValueAtPercentile(99) / 1e3;
  }

  private static double mega(long bytes) {
    return bytes / 1e6;
  }
}
