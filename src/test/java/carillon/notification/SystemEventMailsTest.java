package carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.mail.MailSender;
import carillon.systemcheck.SystemEventChanged;
import carillon.systemcheck.SystemEvents;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemEventMailsTest {
  private static final SystemEventChanged CHANGED =
      new SystemEventChanged(
          "DONE",
          "WARNING",
          "There are 3 notifications pending",
          Instant.parse("2026-03-01T12:00:00Z"));

  private final SystemEvents events = new SystemEvents(MigratedDatabases.h2());
  private final GreenMail inbox =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    inbox.start();
  }

  @AfterEach
  void stop() {
    inbox.stop();
  }

  private SystemEventMails mails(String followers) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(inbox.getSmtp().getPort()));
    SystemEventMails mails = new SystemEventMails();
    mails.events = events;
    mails.settings = Settings.of(Map.of("carillon.system-check.followers", followers));
    mails.sender =
        MailSender.through(
            Session.getInstance(properties), mails.settings, Clock.systemUTC(), attempt -> {});
    return mails;
  }

  @Test
  void everyFollowerIsToldAlone() throws Exception {
    mails("ops@example.com, boss@example.com").changed(CHANGED);

    assertThat(inbox.getReceivedMessages()).hasSize(2);
    MimeMessage first = inbox.getReceivedMessages()[0];
    assertThat(first.getSubject()).isEqualTo("System check: WARNING");
    assertThat(first.getAllRecipients()).hasSize(1);
    assertThat((String) first.getContent())
        .contains("was DONE and is WARNING now")
        .contains("There are 3 notifications pending");
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void nobodyFollowsNobodyIsTold() {
    mails("").changed(CHANGED);
    assertThat(inbox.getReceivedMessages()).isEmpty();
  }

  @Test
  void whatNobodyCouldBeToldIsToldAgainByTheNextCheck() {
    SystemEventMails mails = mails("ops@example.com");
    inbox.stop();
    events.ended(events.open(), "DONE", "OK");
    assertThat(events.ended(events.open(), "WARNING", "pending")).isEqualTo("DONE");
    mails.changed(CHANGED);
    assertThat(events.ended(events.open(), "WARNING", "pending")).isEqualTo("DONE");
  }
}
