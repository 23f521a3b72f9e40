package carillon.notification;

import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;

/**
 * One change for 5,000 recipients, without a mail server: selects them, composes each mail and
 * stores each result. The database is a file, so that the heap holds only the measured code.
 */
public final class RecipientsBenchmark implements AutoCloseable {
  private static final int ROUNDS = Integer.getInteger("carillon.bench.rounds", 3);
  private static final int RECIPIENTS = 5_000;
  private static final int BETWEEN_SAMPLES = 500;
  private static final double MOST_MILLIS = 2;
  private static final double MOST_MEGABYTES = 10;

  private final JdbcConnectionPool pool;
  private final NotificationTaskHandler runner;
  private final Counted sender = new Counted();
  private final TrackerRows rows;
  private final long alice;
  private final long artifact;
  private int round;

  /** Receives the measurements. */
  public interface Figures {
    void add(String row, double figure, double most);
  }

  /**
   * @param folder empty, for the database
   */
  public RecipientsBenchmark(Path folder) {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + folder.toAbsolutePath().resolve("db") + ";CACHE_SIZE=4096", "", "");
    Flyway.configure().dataSource(pool).load().migrate();
    rows = new TrackerRows(Jdbi.create(pool));
    runner = new SampleRunner(rows.jdbi, Map.of(), 1).sender(sender).runner(new RecordedEvents<>());
    alice = rows.user("alice");
    artifact = rows.artifact(alice);
    rows.rule(
        true,
        new String[0],
        IntStream.range(0, RECIPIENTS).mapToLong(i -> rows.user("user" + i)).toArray());
  }

  /** Measures each round's time, and then the live heap throughout another one. */
  public void run(Figures figures) {
    notified();
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      notified();
      double millis = (System.nanoTime() - start) / 1e6 / RECIPIENTS;
      figures.add("5,000 recipients, ms each", millis, MOST_MILLIS);
    }
    sender.sampling = true;
    notified();
    double first = sender.megabytes.get(1);
    double most = sender.megabytes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    figures.add("5,000 recipients, live heap grows by MB", most - first, MOST_MEGABYTES);
  }

  private void notified() {
    int before = sender.mails;
    Task task = task();
    TaskOutcome outcome = runner.run(task);
    while (outcome instanceof TaskOutcome.Reschedule) {
      outcome = runner.run(task);
    }
    if (sender.mails - before != RECIPIENTS + 1) {
      throw new IllegalStateException(sender.mails - before + " mails");
    }
  }

  private Task task() {
    round++;
    String title = "The bell rings %d times".formatted(round);
    long changeset =
        rows.changeset(
            artifact, alice, "It was the clapper. ".repeat(20), Map.of(rows.title, quoted(title)));
    rows.changedFrom(changeset, rows.title, quoted("The bell rings once too often"));
    return rows.task(artifact, changeset);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  @Override
  public void close() {
    pool.dispose();
  }

  /** Accepts every mail and samples the heap while it holds one. */
  private static final class Counted extends MailSender {
    private static final SendOutcome ACCEPTED =
        new SendOutcome.Sent(SmtpReply.of(250, "250 2.0.0 accepted"));
    private final List<Double> megabytes = new ArrayList<>();
    private boolean sampling;
    private int mails;

    @Override
    public SendOutcome send(Mail mail) {
      mails++;
      if (sampling && mails % BETWEEN_SAMPLES == 0) {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        megabytes.add(used / 1e6);
      }
      return ACCEPTED;
    }
  }
}
