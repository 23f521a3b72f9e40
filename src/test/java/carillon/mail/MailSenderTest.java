package carillon.mail;

import static carillon.mail.ScriptedSmtpServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import carillon.config.Settings;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real conversations over a socket, with a server that answers oddly on purpose. */
class MailSenderTest {
  private static final Clock NOW = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final List<MailAttempted> attempts = new ArrayList<>();
  private final MailSender sender = sender(server.port(), Map.of(), Clock.systemUTC());

  private MailSender sender(int port, Map<String, String> settings, Clock clock) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    return MailSender.through(
        Session.getInstance(properties), Settings.of(settings), clock, attempts::add);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Outcome send(MailConnection connection, String to) throws Exception {
    MimeMessage message = new MimeMessage((Session) null);
    message.setFrom("tracker@example.com");
    message.setRecipients(MimeMessage.RecipientType.TO, to);
    message.setSubject("Subject");
    message.setText("Text");
    message.saveChanges();
    return connection.send(message, new InternetAddress(to));
  }

  private Outcome sendOne() throws Exception {
    try (MailConnection connection = sender.open()) {
      return send(connection, "alice@example.com");
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("CONNECT", "421 too busy" + HANG_UP, "relay_down"),
        arguments("CONNECT", "554 not you" + HANG_UP, "relay_down"),
        arguments("CONNECT", HANG_UP, "relay_down"),
        arguments("MAIL", "451 4.3.0 later", "relay_down"),
        arguments("MAIL", "550 5.7.1 sender refused", "relay_down"),
        arguments("MAIL", "530 5.7.0 authentication required", "relay_down"),
        arguments("MAIL", "552 5.3.4 message size exceeds limit", "failed"),
        arguments("MAIL", HANG_UP, "relay_down"),
        arguments("RCPT", "450 4.2.0 greylisted, try again", "deferred"),
        arguments("RCPT", "452 4.2.2 over quota", "deferred"),
        arguments("RCPT", "421 4.7.0 too many connections" + HANG_UP, "relay_down"),
        arguments("RCPT", "550 5.1.1 no such user", "failed"),
        arguments("RCPT", "550 5.1.1 no such user" + HANG_UP, "failed"),
        arguments("RCPT", "550-5.1.1 no such user\n550 5.1.1 see https://example.com", "failed"),
        arguments("RCPT", "530 5.7.1 authenticate first", "relay_down"),
        arguments("RCPT", "554 5.7.1 relay access denied", "failed"),
        arguments("RCPT", HANG_UP, "relay_down"),
        arguments("DATA", "451 4.3.0 not now", "deferred"),
        arguments("DATA", "554 5.5.1 no valid recipients", "failed"),
        arguments("DATA", HANG_UP, "relay_down"),
        arguments(".", "451 4.3.0 try again", "deferred"),
        arguments(".", "554 5.7.1 looks like spam", "failed"),
        arguments(".", "554 5.7.1 looks like spam" + HANG_UP, "failed"),
        arguments(".", "552 5.2.2 mailbox full", "failed"),
        arguments(".", "421 4.3.2 shutting down" + HANG_UP, "relay_down"),
        arguments(".", "250 2.0.0 ok" + HANG_UP, "sent"),
        arguments(".", HANG_UP, "unknown"),
        arguments(".", "garbage", "unknown"));
  }

  @ParameterizedTest(name = "{0}: {1} = {2}")
  @MethodSource("refusals")
  void anAnswerIsAnOutcome(String command, String reply, String outcome) throws Exception {
    server.answer(command, reply);
    assertThat(sendOne().label()).isEqualTo(outcome);
  }

  @Test
  void aRefusalTellsCodeAndWords() throws Exception {
    server.answer("RCPT", "550 5.1.1 <alice@example.com>: no such user");
    assertThat(sendOne())
        .isEqualTo(
            new Outcome.Failed(
                new Reply(550, "5.1.1", "550 5.1.1 <alice@example.com>: no such user")));
  }

  @Test
  void nobodyThereIsTheRelaysFault() throws Exception {
    server.close();
    assertThat(sendOne()).isInstanceOf(Outcome.RelayDown.class);
  }

  @Test
  void aRefusedOneDoesNotStopTheOthersOnTheSameConnection() throws Exception {
    server.answer("RCPT TO:<bad@", "550 5.1.1 no such user");
    try (MailConnection connection = sender.open()) {
      assertThat(send(connection, "a@example.com").label()).isEqualTo("sent");
      assertThat(send(connection, "bad@example.com").label()).isEqualTo("failed");
      assertThat(send(connection, "b@example.com").label()).isEqualTo("sent");
    }
    assertThat(server.messages()).hasSize(2);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatTheRelayClosedIsReplacedUnnoticed() throws Exception {
    server.answer(".", "250 2.0.0 ok" + HANG_UP);
    try (MailConnection connection = sender.open()) {
      assertThat(send(connection, "a@example.com").label()).isEqualTo("sent");
      assertThat(send(connection, "b@example.com").label()).isEqualTo("sent");
    }
    assertThat(server.messages()).hasSize(2);
    assertThat(attempts).extracting(a -> a.outcome().label()).containsExactly("sent", "sent");
  }

  @Test
  void afterSoManyMessagesTheConnectionIsRenewed() throws Exception {
    String relay = "smtp://127.0.0.1:" + server.port() + "?tls=none&messages-per-connection=2";
    MailSender limited = sender(1, Map.of("carillon.mail.relays", relay), Clock.systemUTC());
    try (MailConnection connection = limited.open()) {
      for (int i = 0; i < 5; i++) {
        assertThat(send(connection, "a@example.com").label()).isEqualTo("sent");
      }
    }
    assertThat(server.connections()).isEqualTo(3);
    assertThat(attempts.get(0).relay()).isEqualTo("127.0.0.1:" + server.port());
  }

  @Test
  void aRelayAtFaultRestsAndIsNotAsked() throws Exception {
    MailSender patient = sender(server.port(), Map.of(), NOW);
    server.answer("MAIL", "421 busy");
    try (MailConnection connection = patient.open()) {
      assertThat(send(connection, "a@example.com").label()).isEqualTo("relay_down");
      server.polite();
      assertThat(send(connection, "a@example.com").label()).isEqualTo("relay_down");
    }
    assertThat(attempts).hasSize(1);
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void encryptionThatIsRequiredButNotOfferedIsTheRelaysFault() throws Exception {
    String relay = "smtp://127.0.0.1:" + server.port();
    MailSender strict = sender(1, Map.of("carillon.mail.relays", relay), Clock.systemUTC());
    try (MailConnection connection = strict.open()) {
      assertThat(send(connection, "a@example.com").label()).isEqualTo("relay_down");
    }
    assertThat(server.messages()).isEmpty();
  }
}
