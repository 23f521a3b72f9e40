package carillon.jiraimport.run;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.jiraimport.run.JiraImport.State;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailSender;
import carillon.tracker.TrackerLookup;
import carillon.tracker.User;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Who asked for an import is told of its end, by a real mail server, even when it was away. */
class ImportReportMailerTest {
  private final Jdbi jdbi = MigratedDatabases.h2();
  private final ImportRunTable runs = new ImportRunTable(jdbi);
  private final ImportTable imports = new ImportTable(jdbi);
  private BackgroundTasks.Task task;

  @Test
  void theyAreToldOnceTheMailServerIsBack() throws Exception {
    int port = freePort();
    prepare(port);
    long id = ended();

    task.run();
    assertThat(toBeTold()).as("nobody listens there").isOne();

    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      prepare(port);
      task.run();
      assertThat(server.getReceivedMessages()).as("it is left alone for a while").isEmpty();
      jdbi.useHandle(handle -> handle.execute("update jira_import set tell_at = created_at"));
      task.run();
      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(server.getReceivedMessages()[0].getSubject()).contains("failed");
      assertThat(server.getReceivedMessages()[0].getMessageID()).contains("import." + id + ".7");
      assertThat(toBeTold()).isZero();
    } finally {
      server.stop();
    }
  }

  private void prepare(int port) {
    prepare(port, () -> {});
  }

  /** A mailer whose circuit breaker has seen nothing yet. */
  private void prepare(int port, Runnable whileSending) {
    Settings settings =
        Settings.of(Map.of("carillon.mail.relays", "smtp://127.0.0.1:" + port + "?tls=none"));
    TrackerLookup users =
        new TrackerLookup() {
          @Override
          public Optional<User> userNamed(String username) {
            whileSending.run();
            return Optional.empty();
          }
        };
    BackgroundTasks background =
        (name, repeated) -> {
          task = repeated;
          return null;
        };
    new ImportReportMailer(
            runs,
            imports,
            users,
            new WarningTable(jdbi),
            MailSender.through(null, settings, Clock.systemUTC(), attempt -> {}),
            settings,
            Clock.systemUTC(),
            background)
        .start();
  }

  /** As long as a relay takes, no other node may look; a domain beyond ASCII needs no SMTPUTF8. */
  @Test
  void whileOneNodeTellsThemNoOtherDoes() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      List<Long> toOthers = new ArrayList<>();
      prepare(
          server.getSmtp().getPort(),
          () -> {
            jdbi.useHandle(
                handle ->
                    handle.execute(
                        "update jira_import set tell_at = tell_at - interval '5' minute"));
            toOthers.addAll(runs.toTell());
          });
      ended("asker@m\u00fcller.example");

      task.run();

      assertThat(toOthers).as("5 minutes later, on another node").isEmpty();
      assertThat(toBeTold()).isZero();
      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(server.getReceivedMessages()[0].getAllRecipients()[0].toString())
          .isEqualTo("asker@xn--mller-kva.example");
    } finally {
      server.stop();
    }
  }

  private long ended() {
    return ended("asker@example.org");
  }

  private long ended(String requestedBy) {
    long id = ImportRows.insert(jdbi, imports, requestedBy);
    runs.claim(id);
    runs.began(id, 7);
    runs.ended(id, 7, State.FAILED);
    return id;
  }

  private long toBeTold() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from jira_import where tell_at is not null")
                .mapTo(Long.class)
                .one());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
