package carillon.faults;

import carillon.bench.TimedJob;
import carillon.bench.TimedLoad;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Measures a real server with a real Redis on this machine and prints a table. */
public final class Benchmarks {
  private static final int RATE = 100;
  private static final int SAVES = 200;
  private static final int RECIPIENTS = 10;

  private Benchmarks() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    try (RedisServer redis = new RedisServer(Path.of("target/bench/redis")).start();
        Inbox inbox = new Inbox().start();
        CarillonServer server = measured(redis, inbox)) {
      server.start();
      Http admin = new Http(server.address(), Accounts.ADMIN);
      pushToStart(admin, 10 * RATE);
      JsonNode latency = pushToStart(admin, 30 * RATE);
      SampleTracker tracker = new SampleTracker(admin, "bench", RECIPIENTS);
      Saves.oneByOne(tracker, SAVES);
      Saves saves = Saves.oneByOne(tracker, SAVES);
      print(latency, saves);
    }
  }

  private static CarillonServer measured(RedisServer redis, Inbox inbox) throws IOException {
    Map<String, String> settings = Site.settings(redis, inbox);
    return new CarillonServer("bench", 300, settings)
        .with(TimedJob.class, TimedJob.Due.class, TimedLoad.class, TimedLoad.Figures.class);
  }

  private static JsonNode pushToStart(Http admin, int count) {
    return admin.post("/bench/timed-jobs?rate=" + RATE + "&count=" + count, null);
  }

  private static void print(JsonNode latency, Saves saves) {
    System.out.printf(
        "%-46s n=%d p50=%.2f ms p99=%.2f ms max=%.2f ms%n%s%n",
        "Push to handler start, idle pool, " + RATE + " jobs/s",
        latency.get("count").asLong(),
        latency.get("p50").asLong() / 1e3,
        latency.get("p99").asLong() / 1e3,
        latency.get("max").asLong() / 1e3,
        saves.table("Saves queued, " + RECIPIENTS + " recipients"));
  }
}
