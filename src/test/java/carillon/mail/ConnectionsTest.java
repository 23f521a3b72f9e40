package carillon.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.mail.smtp.SendOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that are kept: how many, how long, and what happens to those that hang. */
class ConnectionsTest {
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final Map<String, String> settings = new HashMap<>();
  private final List<MailAttempted> attempts = new CopyOnWriteArrayList<>();
  private final MailSender sender =
      MailSender.through(null, Settings.of(settings), Clock.systemUTC(), attempts::add);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private void connections(int limit) {
    settings.put(
        "carillon.mail.relays",
        "smtp://127.0.0.1:" + server.port() + "?tls=none&connections=" + limit);
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
    threads.shutdownNow();
  }

  private SendOutcome send() throws Exception {
    return sender.send(MailSenderTest.mail("a@example.com"));
  }

  @Test
  void manyThreadsShareAsManyConnectionsAsAreAllowed() throws Exception {
    connections(3);
    List<Future<SendOutcome>> sent =
        IntStream.range(0, 60).mapToObj(i -> threads.submit(this::send)).toList();
    for (Future<SendOutcome> sendOutcome : sent) {
      assertThat(sendOutcome.get()).isInstanceOf(SendOutcome.Sent.class);
    }
    assertThat(server.messages()).hasSize(60);
    assertThat(server.connections()).isLessThanOrEqualTo(3);
    assertThat(sender.relays().get(0).connections().busy()).isZero();
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    connections(2);
    send();
    settings.put("carillon.mail.idle-timeout", "PT1H");
    sender.sweep();
    assertThat(sender.relays().get(0).connections().open()).isEqualTo(1);
    settings.put("carillon.mail.idle-timeout", "PT0.001S");
    await().until(() -> sweptOpen() == 0);
    await().until(() -> server.open() == 0);
    assertThat(send()).isInstanceOf(SendOutcome.Sent.class);
  }

  private int sweptOpen() {
    sender.sweep();
    return sender.relays().get(0).connections().open();
  }

  /** Within a moment, far below the time-outs: what comes must not fill the heap meanwhile. */
  @ParameterizedTest
  @CsvSource({
    "CONNECT, <endless line>",
    "CONNECT, <endless lines>",
    "EHLO, <endless line>",
    "EHLO, <endless lines>",
    "MAIL, <endless line>",
    "RCPT, <endless lines>",
    "DATA, <endless line>",
    "., <endless lines>"
  })
  @Timeout(10)
  void aReplyWithoutEndIsCutOffAndTheNextMailIsSent(String command, String reply) throws Exception {
    connections(1);
    settings.put("carillon.mail.breaker-delay", "PT0.001S");
    server.answer(command, reply);

    assertThat(send().text()).contains("longer than 131072 bytes");

    server.polite();
    await().until(() -> send() instanceof SendOutcome.Sent);
    assertThat(server.open()).isEqualTo(1);
  }

  @Test
  void nothingStaysOpenAfterTheEnd() throws Exception {
    connections(4);
    List<Future<SendOutcome>> sent =
        IntStream.range(0, 20).mapToObj(i -> threads.submit(this::send)).toList();
    sender.close();
    for (Future<SendOutcome> sendOutcome : sent) {
      sendOutcome.get();
    }
    await().until(() -> server.open() == 0);
    assertThat(send()).isInstanceOf(SendOutcome.RelayDown.class);
  }

  @Test
  void aRelayThatAnswersNobodyIsLeftAfterTheReplysTime() throws Exception {
    connections(1);
    settings.put("carillon.mail.reply-timeout", "PT0.5S");
    server.answer("MAIL", ScriptedSmtpServer.SILENCE);
    assertThat(send()).isInstanceOf(SendOutcome.RelayDown.class);
  }

  @Test
  void theLastReplyMayTakeLongerThanTheOthersAndThenTheFateIsUnknown() throws Exception {
    connections(1);
    settings.put("carillon.mail.reply-timeout", "PT1S");
    settings.put("carillon.mail.final-reply-timeout", "PT2S");
    server.answer(".", ScriptedSmtpServer.SILENCE);
    long start = System.nanoTime();
    assertThat(send()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void aRelayThatKeepsItselfAliveWithoutAnsweringIsCutOff() throws Exception {
    connections(1);
    settings.put("carillon.mail.reply-timeout", "PT0.5S");
    server.answer("RCPT", ScriptedSmtpServer.DRIP);
    Future<SendOutcome> sendOutcome = threads.submit(this::send);
    await().pollInterval(Duration.ofMillis(50)).until(() -> sweptUntilDone(sendOutcome));
    assertThat(sendOutcome.get()).isInstanceOf(SendOutcome.Deferred.class);
  }

  private boolean sweptUntilDone(Future<?> future) {
    sender.sweep();
    return future.isDone();
  }
}
