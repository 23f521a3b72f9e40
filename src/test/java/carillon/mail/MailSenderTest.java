package carillon.mail;

import static carillon.mail.ScriptedSmtpServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import carillon.config.Settings;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final List<MailAttempted> attempts = new ArrayList<>();
  private final List<PolicyRefusalDetected> refused = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private boolean listenerFails;
  private final MailSender sender = sender();

  private MailSender sender() {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    return MailSender.through(
        Session.getInstance(properties), Settings.of(settings), Clock.systemUTC(), listener());
  }

  private MailListener listener() {
    return new MailListener() {
      @Override
      public void attempted(MailAttempted attempt) {
        if (listenerFails) {
          throw new NoClassDefFoundError("for a test");
        }
        attempts.add(attempt);
      }

      @Override
      public void refusedAlike(PolicyRefusalDetected streak) {
        refused.add(streak);
      }
    };
  }

  private MailSender through(String relays) {
    settings.put("carillon.mail.relays", relays);
    return sender;
  }

  private static String relay(ScriptedSmtpServer server, String options) {
    return "smtp://127.0.0.1:"
        + server.port()
        + "?tls=none"
        + (options.isEmpty() ? "" : "&" + options);
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  private SendOutcome send(String to) throws Exception {
    return sender.send(mail(to));
  }

  static Mail mail(String to) throws Exception {
    MimeMessage message = new MimeMessage((Session) null);
    message.setFrom("tracker@example.com");
    message.setRecipients(MimeMessage.RecipientType.TO, to);
    message.setSubject("Subject");
    message.setText("Text");
    message.saveChanges();
    return Mail.of(message, new InternetAddress(to));
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
        arguments("RCPT", HANG_UP, "deferred"),
        arguments("DATA", "451 4.3.0 not now", "deferred"),
        arguments("DATA", "554 5.5.1 no valid recipients", "failed"),
        arguments("DATA", HANG_UP, "deferred"),
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
    assertThat(send("alice@example.com").label()).isEqualTo(outcome);
  }

  @Test
  void aRefusalTellsCodeAndWords() throws Exception {
    server.answer("RCPT", "550 5.1.1 <alice@example.com>: no such user");
    assertThat(send("alice@example.com"))
        .isEqualTo(
            new SendOutcome.Failed(
                new SmtpReply(550, "5.1.1", "550 5.1.1 <alice@example.com>: no such user")));
  }

  @Test
  void nobodyThereIsTheRelaysFault() throws Exception {
    server.close();
    assertThat(send("alice@example.com")).isInstanceOf(SendOutcome.RelayDown.class);
  }

  @Test
  void aRefusedOneDoesNotStopTheOthersOnTheSameConnection() throws Exception {
    server.answer("RCPT TO:<bad@", "550 5.1.1 no such user");
    assertThat(send("a@example.com").label()).isEqualTo("sent");
    assertThat(send("bad@example.com").label()).isEqualTo("failed");
    assertThat(send("b@example.com").label()).isEqualTo("sent");
    assertThat(server.messages()).hasSize(2);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatTheRelayClosedIsReplacedUnnoticed() throws Exception {
    server.answer(".", "250 2.0.0 ok" + HANG_UP);
    assertThat(send("a@example.com").label()).isEqualTo("sent");
    assertThat(send("b@example.com").label()).isEqualTo("sent");
    assertThat(server.messages()).hasSize(2);
    assertThat(attempts).extracting(a -> a.outcome().label()).containsExactly("sent", "sent");
  }

  /** Half of a conversation is over: what the relay answers next belongs to that half. */
  @Test
  void anErrorWithinAConversationEndsIt() throws Exception {
    assertThat(send("a@example.com").label()).isEqualTo("sent");
    Mail broken = mail("b@example.com");
    InternetAddress failing =
        new InternetAddress("b@example.com") {
          private static final long serialVersionUID = 1L;

          @Override
          public String getAddress() {
            throw new StackOverflowError();
          }
        };

    sender.send(new Mail(failing, broken.messageId(), broken.content()));

    assertThat(send("c@example.com").label()).isEqualTo("sent");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void aListenerThatFailsDoesNotCostTheOutcome() throws Exception {
    listenerFails = true;
    assertThat(send("a@example.com").label()).isEqualTo("sent");
  }

  @Test
  void afterSoManyMessagesTheConnectionIsRenewed() throws Exception {
    MailSender limited = through(relay(server, "messages-per-connection=2"));
    for (int i = 0; i < 5; i++) {
      assertThat(limited.send(mail("a@example.com")).label()).isEqualTo("sent");
    }
    assertThat(server.connections()).isEqualTo(3);
    assertThat(attempts.get(0).relay()).isEqualTo("127.0.0.1:" + server.port());
  }

  @Test
  void aRelayAtFaultRestsAndIsNotAsked() throws Exception {
    server.answer("MAIL", "421 busy");
    assertThat(send("a@example.com").label()).isEqualTo("relay_down");
    server.polite();
    assertThat(send("a@example.com").text()).contains("circuit is open").contains("421 busy");
    assertThat(attempts).hasSize(1);
    assertThat(server.messages()).isEmpty();
    assertThat(sender.resting("default")).isTrue();
    assertThat(sender.worthwhile()).isZero();
  }

  @Test
  void theRecipientThatARelayRepeatsIsShownToNobodyWhoWatches() throws Exception {
    server.answer("RCPT", "421 4.7.0 try again later for <bob@example.org>" + HANG_UP);
    send("bob@example.org");
    RelayCheck check = new RelayCheck();
    check.sender = sender;
    assertThat(sender.relays().get(0).lastFault())
        .isEqualTo("421 4.7.0 try again later for <(address)>");
    assertThat(check.findings().toString()).contains("421 4.7.0").doesNotContain("bob");
  }

  @Test
  void afterItsRestOneMailTriesTheRelay() throws Exception {
    assertThat(sender.worthwhile()).isEqualTo(Integer.MAX_VALUE);
    settings.put("carillon.mail.breaker-delay", "PT0.001S");
    server.answer("MAIL", "421 busy");
    send("a@example.com");
    server.polite();
    await().until(() -> sender.worthwhile() == 1);
    await().until(() -> send("a@example.com").label(), "sent"::equals);
    assertThat(sender.resting("default")).isFalse();
    assertThat(sender.worthwhile()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void encryptionThatIsRequiredButNotOfferedIsTheRelaysFault() throws Exception {
    MailSender strict = through("smtp://127.0.0.1:" + server.port());
    assertThat(strict.send(mail("a@example.com")).label()).isEqualTo("relay_down");
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void theNextRelayTakesWhatTheFirstCannot() throws Exception {
    try (ScriptedSmtpServer second = new ScriptedSmtpServer()) {
      MailSender both = through(relay(server, "") + "," + relay(second, ""));
      server.answer("CONNECT", "421 not now" + HANG_UP);
      assertThat(both.send(mail("a@example.com")).label()).isEqualTo("sent");
      assertThat(both.send(mail("b@example.com")).label()).isEqualTo("sent");
      assertThat(second.messages()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(both.relays()).extracting(RelayStatus::state).containsExactly("open", "closed");
      assertThat(both.worthwhile()).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void recipientRefusedByOneRelayIsNotTriedOnTheNext() throws Exception {
    try (ScriptedSmtpServer second = new ScriptedSmtpServer()) {
      MailSender both = through(relay(server, "") + "," + relay(second, ""));
      server.answer("RCPT", "550 5.1.1 no such user");
      assertThat(both.send(mail("a@example.com")).label()).isEqualTo("failed");
      server.answer(".", HANG_UP).answer("RCPT", "250 ok");
      assertThat(both.send(mail("a@example.com")).label()).isEqualTo("unknown");
      assertThat(second.connections()).isZero();
    }
  }

  @Test
  void theSameRefusalForTenRecipientsIsTheRelaysFault() throws Exception {
    server.answer(".", "554 5.7.1 [127.0.0.1] is on a block list");
    for (int i = 1; i < RefusalStreak.LENGTH; i++) {
      assertThat(send("a" + i + "@example.com").label()).isEqualTo("failed");
    }
    assertThat(send("last@example.com").label()).isEqualTo("relay_down");
    assertThat(refused)
        .hasSize(1)
        .first()
        .extracting(PolicyRefusalDetected::messageIds, LIST)
        .hasSize(10);
    assertThat(sender.resting("default")).isTrue();
  }

  @Test
  void aSingleMailThatIsTakenEndsTheStreak() throws Exception {
    server.answer("RCPT", "550 5.7.1 not you").answer("RCPT TO:<good@", "250 ok");
    for (int i = 0; i < 2 * RefusalStreak.LENGTH; i++) {
      send((i % 5 == 4 ? "good" : "a" + i) + "@example.com");
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void noMoreMailsThanTheRateAllows() throws Exception {
    MailSender slow = through(relay(server, "rate=20/s"));
    long start = System.nanoTime();
    for (int i = 0; i < 12; i++) {
      assertThat(slow.send(mail("a@example.com")).label()).isEqualTo("sent");
    }
    // A bucket of two, refilled every 100 ms: the last of twelve has to wait for five refills.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void aChangedSettingActsAtOnceAndClosesWhatIsNotUsedAnyMore() throws Exception {
    assertThat(send("a@example.com").label()).isEqualTo("sent");
    try (ScriptedSmtpServer second = new ScriptedSmtpServer()) {
      settings.put("carillon.mail.relays", relay(second, ""));
      assertThat(send("b@example.com").label()).isEqualTo("sent");
      assertThat(second.messages()).hasSize(1);
      await().until(() -> server.open() == 0);
    }
  }
}
