package carillon.notification.operator;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.database.MigratedDatabases;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailSender;
import carillon.mail.ScriptedSmtpServer;
import carillon.systemcheck.SystemEventChanged;
import jakarta.mail.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemCheckMailerTest {
  private static final SystemEventChanged CHANGED =
      new SystemEventChanged("DONE", "WARNING", "There are 3 notifications pending", Instant.now());

  private final Jdbi jdbi = migrated();
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private BackgroundTasks.Task task;

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** What another node, or the next life of this one, has too. */
  private SystemCheckMailer mails(String followers) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    SystemCheckMailer mails = new SystemCheckMailer();
    mails.settings =
        Settings.of(
            Map.of(
                "carillon.system-check.followers",
                followers,
                "carillon.mail.breaker-delay",
                "PT0.001S",
                "carillon.mail.deferred-schedule",
                "PT0.001S"));
    mails.mails = new SystemCheckMailTable();
    mails.mails.jdbi = jdbi;
    mails.clock = Clock.systemUTC();
    mails.sender =
        MailSender.through(
            Session.getInstance(properties), mails.settings, mails.clock, attempt -> {});
    mails.backgroundTasks = this::repeated;
    mails.start();
    return mails;
  }

  private BackgroundTasks.Handle repeated(String name, BackgroundTasks.Task repeated) {
    task = repeated;
    return new BackgroundTasks.Handle() {
      @Override
      public void wake() {
        // The test says when it runs.
      }

      @Override
      public void stop() {}
    };
  }

  private void runs(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      task.run();
    }
  }

  private List<String> waiting() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select address from system_mail order by id")
                .mapTo(String.class)
                .list());
  }

  @Test
  void everyFollowerIsToldAlone() throws Exception {
    mails("ops@example.com, boss@example.com").changed(CHANGED);
    assertThat(task.run()).isEqualTo(Duration.ZERO);
    runs(2);

    assertThat(server.messages()).hasSize(2);
    assertThat(server.messages().get(0))
        .contains("To: ops@example.com\r\n", "Subject: System check: WARNING\r\n")
        .contains("Auto-Submitted: auto-generated\r\n")
        .contains("was DONE and is WARNING now", "There are 3 notifications pending")
        .doesNotContain("boss");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void nobodyFollowsNobodyIsTold() throws Exception {
    mails("").changed(CHANGED);
    assertThat(task.run()).isPositive();
    assertThat(server.connections()).isZero();
  }

  /** Also where others are told, and where the server is started anew in between. */
  @Test
  void failedMailIsRetriedWithTheSameMessageId() throws Exception {
    server.answer("RCPT TO:<ops@", "451 4.3.0 later").answer(".", "451 4.3.0 later");
    mails("ops@example.com, boss@example.com").changed(CHANGED);
    runs(4);
    server.answer(".", "250 2.0.0 ok");
    runs(4);
    assertThat(waiting()).containsExactly("ops@example.com");

    server.polite();
    mails("");
    runs(2);
    assertThat(waiting()).isEmpty();
    assertThat(server.messages()).last().asString().contains("To: ops@example.com\r\n");
    assertThat(
            server.messages().stream()
                .filter(message -> message.contains("To: boss@"))
                .map(message -> message.replaceFirst("(?s).*(Message-ID: [^\r]*).*", "$1"))
                .distinct())
        .hasSize(1);
  }

  @Test
  void aRelayThatIsDownIsTriedAgain() throws Exception {
    server.answer("CONNECT", "421 not now" + ScriptedSmtpServer.HANG_UP);
    mails("ops@example.com").changed(CHANGED);
    runs(3);
    assertThat(waiting()).hasSize(1);
    server.polite();
    runs(20);
    assertThat(waiting()).isEmpty();
    assertThat(server.messages()).hasSize(1);
  }

  /** A weekend without a relay, and a finding that comes and goes. */
  @Test
  void followerGetsOneChangeAfterAnOutage() throws Exception {
    server.answer("CONNECT", "421 not now" + ScriptedSmtpServer.HANG_UP);
    SystemCheckMailer mails = mails("ops@example.com");
    mails.changed(change("DONE", "WARNING"));
    runs(3);
    mails.changed(change("WARNING", "ERROR"));
    runs(3);
    server.polite();
    runs(20);
    assertThat(server.messages()).singleElement().asString().contains("was DONE and is ERROR now");
    assertThat(waiting()).isEmpty();

    mails.changed(change("ERROR", "DONE"));
    mails.changed(change("DONE", "ERROR"));
    runs(3);
    assertThat(waiting()).isEmpty();
    assertThat(server.messages()).hasSize(1);
  }

  /** Whose reply was lost may know of the first change, so they must know of its end. */
  @Test
  void mailOfUnknownFateCountsAsSent() throws Exception {
    server.answer(".", ScriptedSmtpServer.HANG_UP);
    SystemCheckMailer mails = mails("ops@example.com");
    mails.changed(change("DONE", "ERROR"));
    runs(1);
    server.polite();
    mails.changed(change("ERROR", "DONE"));
    runs(3);
    assertThat(server.messages()).last().asString().contains("was ERROR and is DONE now");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void mailThatIsBeingSentIsNotReplaced() {
    SystemCheckMailer mails = mails("ops@example.com");
    mails.changed(change("DONE", "ERROR"));
    assertThat(mails.mails.claim(Duration.ofMinutes(1))).isPresent();
    mails.changed(change("ERROR", "DONE"));
    assertThat(waiting()).hasSize(2);
  }

  /** Ten minutes for a final reply are few: each relay may take its time before it, too. */
  @Test
  void nobodyElseSendsWhatMayStillBeSent() {
    SystemCheckMailer mails = mails("ops@example.com");
    Duration connect = mails.settings.get(SettingsTable.MAIL_CONNECT_TIMEOUT);
    Duration reply = mails.settings.get(SettingsTable.MAIL_REPLY_TIMEOUT);
    Duration last = mails.settings.get(SettingsTable.MAIL_FINAL_REPLY_TIMEOUT);
    assertThat(mails.sender.longest())
        .isGreaterThan(connect.plus(reply.multipliedBy(5)).plus(last).multipliedBy(2));
  }

  private static SystemEventChanged change(String previous, String status) {
    return new SystemEventChanged(previous, status, "log", Instant.now());
  }

  @Test
  void anAddressThatDoesNotExistIsGivenUpAndAnOldChangeToo() throws Exception {
    server.answer("RCPT", "550 5.1.1 no such user");
    mails("nobody@example.com").changed(CHANGED);
    runs(2);
    assertThat(waiting()).isEmpty();

    server.answer("RCPT", "451 4.3.0 later");
    mails("ops@example.com")
        .changed(
            new SystemEventChanged("DONE", "ERROR", "", Instant.now().minus(Duration.ofDays(5))));
    runs(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void oneIsToldByOneNodeOnly() {
    mails("ops@example.com").changed(CHANGED);
    SystemCheckMailTable other = new SystemCheckMailTable();
    other.jdbi = jdbi;
    assertThat(other.claim(Duration.ofMinutes(1))).isPresent();
    assertThat(other.claim(Duration.ofMinutes(1))).isEmpty();
  }
}
