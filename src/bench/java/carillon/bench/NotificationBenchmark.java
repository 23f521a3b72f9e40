package carillon.bench;

import static org.awaitility.Awaitility.await;

import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Http;
import carillon.testkit.PostgresServer;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Mails end to end in a real server: saves over HTTP, queue, recipients, composition, results and a
 * mail server that discards them; with H2 and with PostgreSQL.
 */
final class NotificationBenchmark {
  private static final int ROUNDS = Integer.getInteger("carillon.bench.rounds", 3);
  private static final int RECIPIENTS = 500;
  private static final int SAVES = 20;

  /** Each holds one SMTP conversation; with more of them, more rows share a commit. */
  private static final int WORKERS = 16;

  private static final Pattern SENT =
      Pattern.compile("(?m)^carillon_mails_total\\{[^}]*outcome=\"sent\"[^}]*} ([0-9.E]+)$");

  private final Table table = new Table("Carillon", "of 1,500");
  private final RedisServer redis;
  private final SmtpSink sink;

  NotificationBenchmark(RedisServer redis, SmtpSink sink) {
    this.redis = redis;
    this.sink = sink;
  }

  NotificationBenchmark run() throws IOException, InterruptedException {
    try (CarillonServer server = new CarillonServer("bench-h2", 400, settings())) {
      measure("H2", server);
    }
    if (PostgresServer.programs().isPresent()) {
      try (PostgresServer postgres = PostgresServer.startDurable();
          CarillonServer server = new CarillonServer("bench-postgres", 400, settings())) {
        OnPostgres.configure(server, postgres);
        measure("PostgreSQL", server);
      }
    }
    return this;
  }

  void print() {
    table.print();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(SharedServer.settings(redis, sink.port()));
    settings.put("sys_logger_level", "warning");
    settings.put("sys_nb_backend_workers", Integer.toString(WORKERS));
    settings.put(
        "carillon.mail.relays",
        "smtp://127.0.0.1:%d?tls=none&connections=%d".formatted(sink.port(), WORKERS));
    return settings;
  }

  private void measure(String database, CarillonServer server)
      throws IOException, InterruptedException {
    server.start();
    SampleTracker tracker =
        new SampleTracker(new Http(server.address(), Accounts.ADMIN), "bench", RECIPIENTS);
    rate(server, tracker);
    rate(server, tracker);
    for (int round = 0; round < ROUNDS; round++) {
      double rate = rate(server, tracker);
      table.add("whole way, " + database + ", mails/s", "Carillon", rate);
      table.add("whole way, " + database + ", mails/s", "of 1,500", 1500);
    }
    stages(database, server, tracker);
  }

  /** One more round with a profiler: CPU time per mail, in total and by stage. */
  private void stages(String database, CarillonServer server, SampleTracker tracker)
      throws IOException, InterruptedException {
    Stages stages = new Stages(server.pid());
    Duration before = server.cpuTime();
    rate(server, tracker);
    double micros = server.cpuTime().minus(before).toNanos() / 1e3 / (SAVES * RECIPIENTS);
    table.add(database + ", server's CPU, µs a mail", "Carillon", micros);
    stages
        .shares()
        .forEach(
            (stage, share) ->
                table.add(
                    database + ", of it " + stage + ", µs a mail", "Carillon", micros * share));
  }

  /** Mails per second from the first save until the last mail is sent. */
  private static double rate(CarillonServer server, SampleTracker tracker) {
    double before = sent(server);
    long start = System.nanoTime();
    SaveLoad.oneByOne(tracker, SAVES);
    await("all mails")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> sent(server) - before >= SAVES * RECIPIENTS);
    return SAVES * RECIPIENTS * 1e9 / (System.nanoTime() - start);
  }

  private static double sent(CarillonServer server) {
    try (InputStream metrics = URI.create(server.address() + "/metrics").toURL().openStream()) {
      return SENT.matcher(new String(metrics.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .mapToDouble(found -> Double.parseDouble(found.group(1)))
          .sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
