package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.mail.smtp.SendOutcome;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Encryption and passwords, with a relay that insists on both. */
class RelaySecurityTest {
  private static final String SECRET = "a-secret-that-nobody-sees";
  private static SelfSigned certificate;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> settings = new HashMap<>(Map.of("relay.password", SECRET));
  private final MailSender sender =
      MailSender.through(null, Settings.of(settings), Clock.systemUTC(), attempt -> {});
  private SMTPServer server;

  @BeforeAll
  static void certificate(@TempDir Path folder) throws Exception {
    certificate = SelfSigned.in(folder);
  }

  @AfterEach
  void stop() throws Exception {
    SelfSigned.untrusted();
    sender.close();
    server.stop();
  }

  private SMTPServer.Builder relay() {
    return SMTPServer.port(0).simpleMessageListener(new Listener());
  }

  private final class Listener implements SimpleMessageListener {
    @Override
    public boolean accept(String from, String recipient) {
      return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) {
      received.add(recipient);
    }
  }

  private SendOutcome sent(SMTPServer.Builder relay, String user, String host, String options)
      throws Exception {
    server = relay.build();
    server.start();
    settings.put(
        "carillon.mail.relays",
        "smtp://" + user + host + ":" + server.getPortAllocated() + "?" + options);
    return sender.send(MailSenderTest.mail("a@example.com"));
  }

  @Test
  void aTrustedRelayIsEncryptedByStartTls() throws Exception {
    certificate.trusted();
    SMTPServer.Builder relay = relay().startTlsSocketFactory(certificate.context()).requireTLS();
    assertThat(sent(relay, "", "localhost", "tls=starttls")).isInstanceOf(SendOutcome.Sent.class);
    assertThat(received).containsExactly("a@example.com");
  }

  @Test
  void aTrustedRelayIsEncryptedFromTheFirstByte() throws Exception {
    certificate.trusted();
    SMTPServer.Builder relay = relay().serverSocketFactory(certificate.context());
    assertThat(sent(relay, "", "localhost", "tls=implicit")).isInstanceOf(SendOutcome.Sent.class);
    assertThat(received).containsExactly("a@example.com");
  }

  @Test
  void aCertificateOfAStrangerIsRefused() throws Exception {
    SMTPServer.Builder relay = relay().startTlsSocketFactory(certificate.context()).enableTLS();
    SendOutcome sendOutcome = sent(relay, "", "localhost", "tls=starttls");
    assertThat(sendOutcome).isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(sendOutcome.text()).contains("PKIX");
    assertThat(received).isEmpty();
  }

  @Test
  void aStrangersCertificateIsRefusedFromTheFirstByteToo() throws Exception {
    SMTPServer.Builder relay = relay().serverSocketFactory(certificate.context());
    assertThat(sent(relay, "", "localhost", "tls=implicit"))
        .isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(received).isEmpty();
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() throws Exception {
    certificate.trusted();
    SMTPServer.Builder relay = relay().startTlsSocketFactory(certificate.context()).enableTLS();
    SendOutcome sendOutcome = sent(relay, "", "127.0.0.1", "tls=starttls");
    assertThat(sendOutcome).isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(sendOutcome.text()).contains("subject alternative names");
    assertThat(received).isEmpty();
  }

  @Test
  void thePasswordComesFromTheSettingThatTheRelayNames() throws Exception {
    assertThat(
            sent(
                withPassword(SECRET),
                "alice@",
                "localhost",
                "tls=none&password-key=relay.password"))
        .isInstanceOf(SendOutcome.Sent.class);
  }

  @Test
  void aRefusedPasswordIsTheRelaysFaultAndNotShown() throws Exception {
    SendOutcome sendOutcome =
        sent(
            withPassword("another"), "alice@", "localhost", "tls=none&password-key=relay.password");
    assertThat(sendOutcome).isInstanceOf(SendOutcome.RelayDown.class);
    assertThat(sendOutcome.text()).contains("535").doesNotContain(SECRET);
    assertThat(sender.relays().toString()).doesNotContain("alice", SECRET);
    assertThat(received).isEmpty();
  }

  private SMTPServer.Builder withPassword(String expected) {
    return relay()
        .requireAuth()
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (user, password, context) -> {
                  if (!user.equals("alice") || !password.equals(expected)) {
                    throw new LoginFailedException();
                  }
                }));
  }
}
