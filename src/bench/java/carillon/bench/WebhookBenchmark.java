package carillon.bench;

import carillon.outbound.Endpoint;
import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.PostgresServer;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * Twenty endpoints receive each of 50 changes per second; one of them accepts requests and never
 * answers. All run on the same machine.
 */
final class WebhookBenchmark {
  private static final int ENDPOINTS = 20;
  private static final int PER_SECOND = 50;
  private static final int ROUNDS = 3;

  /** Warm-up until the JIT compiler, which occupies one of two cores, is done. */
  private static final Duration WARM = Duration.ofSeconds(150);

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final double ASKED_MILLIS = 1_000;

  private final Table table = new Table("Carillon", "asked");
  private final RedisServer redis;

  WebhookBenchmark(RedisServer redis) {
    this.redis = redis;
  }

  WebhookBenchmark run() throws IOException {
    if (PostgresServer.programs().isPresent()) {
      try (PostgresServer postgres = PostgresServer.startDurable()) {
        measure("PostgreSQL", server -> OnPostgres.configure(server, postgres));
      }
    }
    measure("H2", server -> {});
    return this;
  }

  /** Prepares a server before its start. */
  private interface Preparation {
    void prepare(CarillonServer server) throws IOException;
  }

  private void measure(String database, Preparation preparation) throws IOException {
    List<Endpoint> endpoints = new ArrayList<>();
    List<Map<Long, Long>> arrivals = new ArrayList<>();
    try (Inbox inbox = new Inbox().start();
        CarillonServer server =
            new CarillonServer("bench-webhooks", 400, SharedServer.settings(redis, inbox.port()))) {
      for (int i = 1; i < ENDPOINTS; i++) {
        Map<Long, Long> arrived = new ConcurrentHashMap<>();
        arrivals.add(arrived);
        endpoints.add(new Endpoint().forgets().does(exchange -> take(exchange, arrived)));
      }
      endpoints.add(new Endpoint().forgets().hangs());
      preparation.prepare(server);
      server.start();
      SampleTracker tracker =
          new SampleTracker(new Http(server.address(), Accounts.ADMIN), "hooks", 1);
      tracker.hooks(endpoints.stream().map(endpoint -> endpoint.uri().toString()).toList());
      new Probe(tracker, PER_SECOND, () -> arrivals).during(() -> SaveLoad.waitFor(WARM));
      for (int round = 0; round < ROUNDS; round++) {
        measure(database, new Probe(tracker, PER_SECOND, () -> arrivals), server);
      }
    } finally {
      endpoints.forEach(Endpoint::close);
    }
  }

  void print() {
    table.print();
  }

  private void measure(String database, Probe probe, CarillonServer server) {
    Duration serverBefore = server.cpuTime();
    Duration ownBefore = ownCpuTime();
    Histogram micros = probe.during(() -> SaveLoad.waitFor(LONG));
    for (double percentile : new double[] {50, 99, 100}) {
      String row = "webhooks, 19 of 20 endpoints, %s, p%.0f ms".formatted(database, percentile);
      table.add(row, "Carillon", micros.getValueAtPercentile(percentile) / 1e3);
      table.add(row, "asked", ASKED_MILLIS);
    }
    System.out.printf(
        "%s: p99 %.0f ms, max %.0f ms%n",
        database, micros.getValueAtPercentile(99) / 1e3, micros.getMaxValue() / 1e3);
    double changes = micros.getTotalCount() / (ENDPOINTS - 1.0);
    table.add(
        database + ", the server's CPU, ms a change",
        "Carillon",
        server.cpuTime().minus(serverBefore).toMillis() / changes);
    table.add(
        database + ", CPU of who saves and of the endpoints",
        "Carillon",
        ownCpuTime().minus(ownBefore).toMillis() / changes);
  }

  private static Duration ownCpuTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The header is {@code msg_WEBHOOK_CHANGESET}. */
  private static void take(HttpExchange exchange, Map<Long, Long> arrived) throws IOException {
    String[] id = exchange.getRequestHeaders().getFirst("webhook-id").split("_");
    arrived.putIfAbsent(Long.parseLong(id[2]), System.nanoTime());
    Endpoint.answer(exchange, 204, "");
  }
}
