package carillon.bench;

import carillon.monitoring.MetricsCost;
import carillon.notification.RecipientsBenchmark;
import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Folders;
import carillon.testkit.Http;
import carillon.testkit.Inbox;
import carillon.testkit.RedisServer;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures a real server and other queues on the same local Redis, and prints a table. */
public final class Benchmarks {
  private static final int SAVES = 200;
  private static final int RECIPIENTS = 10;

  private Benchmarks() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    try (RedisServer redis = new RedisServer(Path.of("target/bench/redis")).start();
        Inbox inbox = new Inbox().start();
        CarillonServer server = measured(redis, inbox)) {
      server.start();
      // As documented: with the default the file of a queue this busy is rewritten every second.
      redis.ask(jedis -> jedis.configSet("auto-aof-rewrite-min-size", "256mb"));
      Http admin = new Http(server.address(), Accounts.ADMIN);
      new QueueBenchmark(redis, admin, new Posts(server.address(), 4)).run().print();
      System.out.printf("%-52s%14.0f%n", "metrics of a job, ns of CPU", MetricsCost.nanosPerJob());
      SampleTracker tracker = new SampleTracker(admin, "bench", RECIPIENTS);
      SaveLoad.oneByOne(tracker, SAVES);
      SaveLoad saveLoad = SaveLoad.oneByOne(tracker, SAVES);
      System.out.println(saveLoad.summary("Saves queued, " + RECIPIENTS + " recipients"));
    }
    manyRecipients();
    mails();
    outbound();
  }

  private static void manyRecipients() throws IOException {
    Table table = new Table("Carillon", "at most");
    try (RecipientsBenchmark benchmark =
        new RecipientsBenchmark(Folders.empty(Path.of("target/bench/recipients")))) {
      benchmark.run(
          (row, figure, most) -> {
            table.add(row, "Carillon", figure);
            table.add(row, "at most", most);
          });
    }
    table.print();
  }

  private static void outbound() throws IOException {
    try (RedisServer redis = new RedisServer(Path.of("target/bench/redis-outbound")).start()) {
      new ImportBenchmark(redis).run().print();
      new WebhookBenchmark(redis).run().print();
    }
  }

  private static void mails() throws Exception {
    Optional<SmtpSink> found = SmtpSink.start();
    if (found.isEmpty()) {
      System.out.println("Mails: not measured, smtp-sink is missing (Debian: package postfix)");
      return;
    }
    try (SmtpSink sink = found.get();
        RedisServer redis = new RedisServer(Path.of("target/bench/redis-mails")).start()) {
      new MailBenchmark(sink).run().print();
      new NotificationBenchmark(redis, sink).run().print();
    }
  }

  private static CarillonServer measured(RedisServer redis, Inbox inbox) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(SharedServer.settings(redis, inbox.port()));
    settings.put("sys_logger_level", "warning");
    settings.put("carillon.background.workers", "2");
    return new CarillonServer("bench", 300, settings)
        .with(
            TimedJob.class,
            TimedJob.Due.class,
            TimedLoad.class,
            TimedLoad.Figures.class,
            CheckedJob.class,
            CheckedJob.Changed.class,
            CrewLoad.class,
            CrewLoad.Heap.class,
            QueueLoad.class,
            QueueLoad.Took.class);
  }
}
