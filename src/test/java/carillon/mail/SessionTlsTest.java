package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.mail.smtp.SendOutcome;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A mail session with TLS, as WildFly makes it of {@code tls=true}, and a relay without STARTTLS.
 */
class SessionTlsTest {
  private final ScriptedSmtpServer relay = new ScriptedSmtpServer();
  private final List<MailAttempted> attempts = new CopyOnWriteArrayList<>();
  private MailSender sender;

  @AfterEach
  void stop() {
    sender.close();
    relay.close();
  }

  @Test
  void sessionWithTlsSendsNothingToRelayWithoutStartTls() throws Exception {
    SendOutcome outcome = sent(Map.of("mail.smtp.starttls.enable", "true"));

    assertThat(outcome).isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(outcome.text()).contains("STARTTLS is required");
    assertThat(relay.commands()).isNotEmpty().noneMatch(line -> line.matches("(MAIL|RCPT|AUTH).*"));
    assertThat(relay.messages()).isEmpty();
    assertThat(attempts).hasSize(1);
  }

  @Test
  void sessionWithTlsSendsNothingWhenStartTlsIsRefused() throws Exception {
    relay.answer("EHLO", "250-hello\n250 STARTTLS").answer("STARTTLS", "454 4.7.0 not now");

    assertThat(sent(Map.of("mail.smtp.starttls.enable", "true")))
        .isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(relay.messages()).isEmpty();
  }

  @Test
  void sessionWithoutTlsSendsInClear() throws Exception {
    assertThat(sent(Map.of())).isInstanceOf(SendOutcome.Sent.class);
    assertThat(relay.messages()).hasSize(1);
  }

  @Test
  void sessionThatSaysTlsIsNotRequiredSendsInClear() throws Exception {
    Map<String, String> opportunistic =
        Map.of("mail.smtp.starttls.enable", "true", "mail.smtp.starttls.required", "false");

    assertThat(sent(opportunistic)).isInstanceOf(SendOutcome.Sent.class);
  }

  private SendOutcome sent(Map<String, String> session) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(relay.port()));
    properties.putAll(session);
    sender =
        MailSender.through(
            Session.getInstance(properties),
            Settings.of(Map.of()),
            Clock.systemUTC(),
            attempts::add);
    return sender.send(MailSenderTest.mail("a@example.com"));
  }
}
