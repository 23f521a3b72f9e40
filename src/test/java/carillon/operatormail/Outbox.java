package carillon.operatormail;

import carillon.config.Settings;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailSender;
import jakarta.mail.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;

/**
 * The outbox as one node has it, through a mail server on this machine; a test says when it runs.
 */
final class Outbox {
  final Settings settings;
  final MailSender relay;
  final OperatorMailTable table;
  final OperatorMails mails;
  final OperatorMailSender sender;
  final SystemCheckMails systemCheck;
  final TestMails tests;
  private final Jdbi jdbi;
  private BackgroundTasks.Task task;
  private int woken;

  Outbox(Jdbi jdbi, int port, Map<String, String> more) {
    this.jdbi = jdbi;
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "carillon.mail.breaker-delay", "PT0.001S",
                "carillon.mail.deferred-schedule", "PT0.001S",
                "carillon.mail.from-domain", "carillon.example"));
    values.putAll(more);
    settings = Settings.of(values);
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    Clock clock = Clock.systemUTC();
    relay = MailSender.through(Session.getInstance(properties), settings, clock, attempt -> {});
    table = new OperatorMailTable(jdbi);
    mails = new OperatorMails(jdbi, () -> woken++);
    sender = new OperatorMailSender(table, relay, settings, clock, this::repeated);
    systemCheck = new SystemCheckMails(settings, mails, jdbi);
    tests = new TestMails(mails, jdbi, settings, clock);
    sender.start();
  }

  private BackgroundTasks.Handle repeated(String name, BackgroundTasks.Task repeated) {
    task = repeated;
    return new BackgroundTasks.Handle() {
      @Override
      public void wake() {
        woken++;
      }

      @Override
      public void stop() {}
    };
  }

  Duration run() throws Exception {
    return task.run();
  }

  void run(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      run();
    }
  }

  int woken() {
    return woken;
  }

  /** Addresses of mails that did not end. */
  List<String> waiting() {
    return column("address", "next_at is not null");
  }

  List<String> column(String name, String condition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select " + name + " from operator_mail where " + condition + " order by id")
                .mapTo(String.class)
                .list());
  }

  /** What waits or is being sent has waited so long by now. */
  void later(Duration by) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update operator_mail set next_at = next_at"
                        + " - cast(:by as bigint) * interval '1' second")
                .bind("by", by.toSeconds())
                .execute());
  }
}
