package carillon.operatormail;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.mail.ScriptedSmtpServer;
import carillon.notification.recipients.RecipientId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Mails that wait while the version is upgraded are sent by the new one. */
class OperatorMailMigrationTest {
  private static final String SYSTEM_MAIL =
      """
      insert into system_mail (address, previous_status, status, log, checked_at, attempts, next_at,
        state)
      values (?, 'DONE', 'ERROR', 'The relay is down', ?, ?, current_timestamp, ?)
      """;
  private static final String MAIL_TEST =
      """
      insert into mail_test (address, state, attempts, reply, created_at, updated_at)
      values (?, ?, ?, 'a reply', current_timestamp - cast(? as integer) * interval '1' day,
        current_timestamp)
      """;

  /** In the precision of the column. */
  private static final OffsetDateTime CHECKED =
      OffsetDateTime.now(ZoneOffset.ofHours(2)).minusHours(1).withNano(123_456_000);

  MigratedDatabases.Growing at(String version) {
    return MigratedDatabases.h2At(version);
  }

  @Test
  void waitingMailsOfTheVersionBeforeAreSent() throws Exception {
    MigratedDatabases.Growing database = at("70");
    Jdbi jdbi = database.jdbi();
    jdbi.useHandle(
        handle -> {
          handle.execute(SYSTEM_MAIL, "ops@example.com", CHECKED, 0, "pending");
          handle.execute(SYSTEM_MAIL, "dead@example.com", CHECKED, 0, "sending");
          handle.execute(MAIL_TEST, "sent@example.com", "sent", 1, 0);
          handle.execute(MAIL_TEST, "again@example.com", "deferred", 3, 0);
          handle.execute(MAIL_TEST, "old@example.com", "deferred", 10, 2);
          handle.execute(MAIL_TEST, "job@example.com", "pending", 0, 0);
        });
    database.upgrade();

    try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      Outbox outbox = new Outbox(jdbi, server.port(), Map.of());
      assertThat(outbox.tests.find(1))
          .map(test -> List.of(test.to(), test.state(), test.attempts(), test.reply()))
          .hasValue(List.of("sent@example.com", "sent", 1, "a reply"));
      assertThat(outbox.tests.find(3)).map(TestMail::state).hasValue("failed");
      outbox.run(3);
      outbox.sender.sendPending(4);

      assertThat(server.messages())
          .satisfiesExactlyInAnyOrder(
              mail ->
                  assertThat(mail)
                      .contains("To: ops@example.com\r\n", "Subject: System check: ERROR\r\n")
                      .contains("Message-ID: <" + systemCheck("ops@example.com"))
                      .contains(
                          "The system check was DONE and is ERROR now"
                              + " (at "
                              + CHECKED.toInstant()
                              + ").\r\n\r\nThe relay is down\r\n"),
              mail ->
                  assertThat(mail)
                      .contains("To: again@example.com\r\n", "<mail-test.2@")
                      .contains("Subject: Carillon: test mail\r\n"),
              mail -> assertThat(mail).contains("To: job@example.com\r\n", "<mail-test.4@"));
      assertThat(outbox.column("reply", "address = 'dead@example.com'"))
          .as("it may have been sent by the version before")
          .containsExactly("unknown: a server stopped while it sent this mail");
      outbox.run(2);
      assertThat(server.messages())
          .last()
          .asString()
          .contains("Message-ID: <" + systemCheck("dead@example.com"));
      assertThat(outbox.waiting()).isEmpty();
      assertThat(outbox.tests.begin("next@example.com").id()).isGreaterThan(6);
    }
  }

  private static String systemCheck(String address) {
    long checked = CHECKED.toInstant().toEpochMilli();
    return "system-check." + checked + "." + RecipientId.ofAddress(address).text() + "@";
  }
}
