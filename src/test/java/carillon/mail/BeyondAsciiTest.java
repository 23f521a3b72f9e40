package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses beyond ASCII, to a relay that takes a mail only when it is announced as it must be (RFC
 * 6531).
 */
class BeyondAsciiTest {
  private static final String GREEK = "δοκιμή@παράδειγμα.example";
  private static final String FROM = "MAIL FROM:<noreply@localhost>";

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final List<MailAttempted> attempts = new ArrayList<>();
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of("carillon.mail.relays", relay(server), "carillon.mail.from-domain", "localhost"));
  private final MailSender sender =
      MailSender.through(
          Session.getInstance(new java.util.Properties()),
          Settings.of(settings),
          Clock.systemUTC(),
          listener());

  private static String relay(ScriptedSmtpServer server) {
    return "smtp://127.0.0.1:" + server.port() + "?tls=none";
  }

  private MailListener listener() {
    return new MailListener() {
      @Override
      public void attempted(MailAttempted attempt) {
        attempts.add(attempt);
      }

      @Override
      public void refusedAlike(PolicyRefusalDetected streak) {
        throw new AssertionError("One recipient's address is nothing against the relay");
      }
    };
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  private SendOutcome send(String to) throws Exception {
    MimeMessage message = new MimeMessage((Session) null);
    message.setFrom("tracker@example.com");
    message.setRecipient(Message.RecipientType.TO, MailAddress.of(to));
    message.setText("Text");
    message.saveChanges();
    return sender.send(Mail.of(message, MailAddress.of(to)));
  }

  @Test
  void aRelayWithSmtpUtf8IsAskedForItAndGetsTheAddressAsItIs() throws Exception {
    server.answer("EHLO", "250-hello\n250-8BITMIME\n250 SMTPUTF8");
    server.answer("MAIL", "555 5.5.4 not announced").answer(FROM + " SMTPUTF8", "250 2.1.0 ok");
    server.answer("RCPT", "553 5.1.3 not that").answer("RCPT TO:<" + GREEK + ">", "250 2.1.5 ok");
    assertThat(send(GREEK).text()).isEqualTo("250 2.0.0 queued as 4711");
    assertThat(server.messages().get(0)).contains("To: " + GREEK + "\r\n");
  }

  @Test
  void onlyAMailThatNeedsItAsksForIt() throws Exception {
    server.answer("EHLO", "250-hello\n250 SMTPUTF8");
    server.answer(FROM + " SMTPUTF8", "550 5.5.4 needless");
    assertThat(send("jane@example.com").label()).isEqualTo("sent");
    assertThat(send("jane@bücher.example").label()).isEqualTo("sent");
    assertThat(server.messages().get(1)).contains("To: jane@xn--bcher-kva.example\r\n");
  }

  /** Not the address' fault, so it is not suppressed, and not the relay's, so its breaker rests. */
  @Test
  void aRelayWithoutItFailsThisRecipientClearlyAndNoOther() throws Exception {
    assertThat(send("jane@example.com").label()).isEqualTo("sent");
    for (int i = 0; i < 2 * RefusalStreak.LENGTH; i++) {
      assertThat(send(i + GREEK))
          .isEqualTo(
              new SendOutcome.Failed(
                  new SmtpReply(
                      553,
                      "5.6.7",
                      "553 5.6.7 The address is beyond ASCII, and the relay does not offer"
                          + " SMTPUTF8")))
          .matches(sendOutcome -> !((SendOutcome.Failed) sendOutcome).badAddress());
    }
    assertThat(send("john@example.com").label()).isEqualTo("sent");
    assertThat(server.messages()).hasSize(2);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(sender.resting("127.0.0.1:" + server.port())).isFalse();
  }

  /** Each of these has the digits of a line's end as the last ones of a character's number. */
  @Test
  void noCharacterIsCutDownToALinesEnd() throws Exception {
    server.answer("EHLO", "250-hello\n250 SMTPUTF8");
    assertThat(send("jane\u560d\u560aRCPT@example.com").label()).isEqualTo("sent");
    assertThat(server.messages().get(0)).contains("To: jane\u560d\u560aRCPT@example.com\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"उपयोगकर्ता@उदाहरण.भारत", "คนไทย@ตัวอย่าง.ไทย"})
  void marksUponLettersAreOfTheAddress(String address) throws Exception {
    server.answer("EHLO", "250-hello\n250 SMTPUTF8");
    server.answer("RCPT", "553 5.1.3 not that").answer("RCPT TO:<" + address + ">", "250 2.1.5 ok");
    assertThat(send(address).label()).isEqualTo("sent");
    assertThat(server.messages().get(0)).contains("To: " + address + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b@example.com", "a@exa mple.com", "a@b\r\nRCPT", "a@", ""})
  void invalidAddressIsRefused(String none) {
    assertThatThrownBy(() -> MailAddress.of(none)).isInstanceOf(AddressException.class);
  }

  @Test
  void addressExcludesTheSurroundingText() throws AddressException {
    assertThat(MailAddress.of("a@example.com\r\n").getAddress()).isEqualTo("a@example.com");
    assertThat(MailAddress.of("Ann <a@example.com>").getAddress()).isEqualTo("a@example.com");
    assertThatThrownBy(() -> MailAddress.of("<δ@उदाहरण.भारत>"))
        .isInstanceOf(AddressException.class);
  }

  /** The way around the first relay is there, if only the mail is not given up before. */
  @Test
  void theRelaysAfterOneWithoutItAreAsked() throws Exception {
    try (ScriptedSmtpServer second = new ScriptedSmtpServer()) {
      settings.put("carillon.mail.relays", relay(server) + "," + relay(second));
      second.answer("EHLO", "250-hello\n250 SMTPUTF8");
      assertThat(send(GREEK).label()).isEqualTo("sent");
      assertThat(second.messages()).hasSize(1);

      second.answer("EHLO", "250 hello");
      second.answer("RCPT", "550 5.1.1 not asked");
      assertThat(send("jane@example.com").label()).isEqualTo("sent");
    }
  }

  /** Later it may be back; until then those whom the first relay takes do not wait. */
  @Test
  void whileTheOtherRelayIsDownSuchAMailWaitsAlone() throws Exception {
    try (ScriptedSmtpServer second = new ScriptedSmtpServer()) {
      second.answer("CONNECT", "421 not now" + ScriptedSmtpServer.HANG_UP);
      settings.put("carillon.mail.relays", relay(server) + "," + relay(second));
      assertThat(send(GREEK)).isInstanceOf(SendOutcome.Deferred.class);
      settings.put("carillon.mail.relays", relay(second) + "," + relay(server));
      assertThat(send(GREEK)).isInstanceOf(SendOutcome.Deferred.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.com, jane@example.com",
    "x@Bücher.example, x@xn--bcher-kva.example",
    "x@例子.example, x@xn--fsqu00a.example",
    "δοκιμή@bücher.example, δοκιμή@bücher.example",
    "x@उदाहरण.भारत, x@xn--p1b6ci4b4b3a.xn--h2brj9c",
    "उपयोगकर्ता@उदाहरण.भारत, उपयोगकर्ता@उदाहरण.भारत",
    "คนไทย@ตัวอย่าง.ไทย, คนไทย@ตัวอย่าง.ไทย",
    "x@straße.example, x@straße.example",
    "x@ｆull.example, x@ｆull.example"
  })
  void aDomainIsWrittenAsItIsKnownWhereThatIsCertain(String address, String onTheWire)
      throws AddressException {
    assertThat(MailAddress.of(address).getAddress()).isEqualTo(onTheWire);
  }
}
