package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import carillon.config.Settings;
import carillon.mail.ScriptedSmtpServer;
import carillon.mail.SelfSigned;
import carillon.systemcheck.Finding.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that show certificates of every age, made by the JDK's keytool. */
class CertificateCheckTest {
  @TempDir Path folder;

  @Test
  void oneThatIsLongValidIsNoFinding() throws Exception {
    try (ShownCertificate server = shown("-validity", "365")) {
      assertThat(findings(https(server))).isEmpty();
    }
  }

  @Test
  void oneThatExpiresSoonIsAWarning() throws Exception {
    try (ShownCertificate server = shown("-validity", "10")) {
      only(https(server), Severity.WARNING, "https://localhost:%d expires in 9 days", server);
    }
  }

  @Test
  void oneThatHasExpiredIsAnError() throws Exception {
    try (ShownCertificate server = shown("-startdate", "-10d", "-validity", "5")) {
      only(https(server), Severity.ERROR, "https://localhost:%d has expired", server);
    }
  }

  @Test
  void thoseThatOthersKnowAreLookedAtToo() throws Exception {
    try (ShownCertificate server = shown("-validity", "10")) {
      TlsServer redis = new TlsServer("Redis", "localhost", server.port(), false);
      CertificateCheck check =
          new CertificateCheck(Settings.of(Map.of()), Clock.systemUTC(), () -> List.of(redis));
      assertThat(check.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }
  }

  /** In the time of one round there is none for them all; each is looked at in its turn. */
  @Test
  void serversThatHangAreNoFindingAndHideNoOtherForEver() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ShownCertificate server = shown("-validity", "10")) {
      TlsServer hangs = new TlsServer("it", "localhost", hanging.getLocalPort(), true);
      TlsServer shows = new TlsServer("it", "localhost", server.port(), false);
      CertificateCheck check =
          new CertificateCheck(
              Settings.of(Map.of()),
              Clock.systemUTC(),
              () -> List.of(hangs, hangs, shows),
              Duration.ofMillis(1500));
      long start = System.nanoTime();
      assertThat(check.findings()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      assertThat(check.findings()).isEmpty();
      assertThat(check.findings()).hasSize(1);
    }
  }

  @Test
  void thatOfARelayIsLookedAtToo() throws Exception {
    try (ShownCertificate server = shown("-validity", "10")) {
      only(
          relay(server, "implicit"),
          Severity.WARNING,
          "the mail relay localhost:%d expires in 9 days",
          server);
    }
  }

  @Test
  void thatOfARelayThatBeginsInClearTextIsLookedAtToo() throws Exception {
    try (ShownCertificate server =
        ShownCertificate.afterStartTls(SelfSigned.in(folder, "-validity", "10"))) {
      only(
          relay(server, "starttls"),
          Severity.WARNING,
          "the mail relay localhost:%d expires in 9 days",
          server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ScriptedSmtpServer.ENDLESS_LINE, ScriptedSmtpServer.ENDLESS_LINES})
  void aReplyWithoutEndIsNotReadOn(String reply) {
    try (ScriptedSmtpServer relay = new ScriptedSmtpServer()) {
      relay.answer("EHLO", reply);
      TlsServer server = new TlsServer("it", "localhost", relay.port(), true);

      assertThatThrownBy(() -> server.validUntil(Duration.ofSeconds(20)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aServerThatIsAwayIsLeftToOtherChecks() {
    assertThat(findings(Map.of("carillon.base-url", "https://localhost:1"))).isEmpty();
    assertThat(findings(Map.of("carillon.mail.relays", "smtp://localhost:1?tls=implicit")))
        .isEmpty();
  }

  private ShownCertificate shown(String... options) throws Exception {
    return ShownCertificate.atOnce(SelfSigned.in(folder, options));
  }

  private static Map<String, String> https(ShownCertificate server) {
    return Map.of("carillon.base-url", "https://localhost:" + server.port());
  }

  private static Map<String, String> relay(ShownCertificate server, String tls) {
    return Map.of("carillon.mail.relays", "smtp://localhost:" + server.port() + "?tls=" + tls);
  }

  private static void only(
      Map<String, String> settings, Severity severity, String text, ShownCertificate server) {
    assertThat(findings(settings))
        .extracting(
            Finding::severity, finding -> finding.text().contains(text.formatted(server.port())))
        .containsExactly(tuple(severity, true));
  }

  private static List<Finding> findings(Map<String, String> settings) {
    return new CertificateCheck(Settings.of(settings), Clock.systemUTC(), List::of).findings();
  }
}
