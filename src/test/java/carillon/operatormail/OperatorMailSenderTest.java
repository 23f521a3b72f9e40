package carillon.operatormail;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.SettingsTable;
import carillon.database.MigratedDatabases;
import carillon.mail.MailVerdict;
import carillon.mail.ScriptedSmtpServer;
import carillon.mail.smtp.SendOutcome;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the mails of the outbox, on a real database and a real mail server. */
class OperatorMailSenderTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Jdbi jdbi = migrated();
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final Outbox outbox = new Outbox(jdbi, server.port(), Map.of());

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static NewOperatorMail to(String address) {
    return to(address, Instant.now());
  }

  private static NewOperatorMail to(String address, Instant createdAt) {
    return new NewOperatorMail(
        OperatorMailKind.SYSTEM_CHECK, address, "Größe", "Text\r\n", "DONE", createdAt);
  }

  private static List<String> messageIds(List<String> messages) {
    return messages.stream()
        .map(message -> message.replaceFirst("(?s).*(Message-ID: [^\r]*).*", "$1"))
        .distinct()
        .toList();
  }

  @Test
  void mailIsSentOnceTheRelayIsBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Outbox node = new Outbox(jdbi, port, Map.of("carillon.mail.breaker-delay", "PT5S"));
    Instant decided = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    node.mails.add(to("ops@m\u00fcller.example", decided));
    node.run();
    assertThat(node.column("attempts", "state = 'deferred'")).containsExactly("0");

    GreenMail greenMail =
        new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    greenMail.start();
    try {
      Outbox restarted = new Outbox(jdbi, port, Map.of());
      restarted.run();
      assertThat(greenMail.getReceivedMessages()).as("the relay rests").isEmpty();
      restarted.later(Duration.ofSeconds(6));
      restarted.run(2);
      assertThat(greenMail.getReceivedMessages()).hasSize(1);
      MimeMessage message = greenMail.getReceivedMessages()[0];
      assertThat(message.getAllRecipients()[0]).hasToString("ops@xn--mller-kva.example");
      assertThat(message.getFrom()[0]).hasToString("noreply@carillon.example");
      assertThat(message.getSubject()).isEqualTo("Größe");
      assertThat(message.getSentDate()).isEqualTo(decided);
      assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(message.getContent().toString().trim()).isEqualTo("Text");
    } finally {
      greenMail.stop();
    }
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void failedMailIsRetriedWithTheSameMessageId() throws Exception {
    server.answer("RCPT TO:<ops@", "451 4.3.0 later").answer(".", "451 4.3.0 later");
    outbox.mails.add(to("ops@example.com"));
    outbox.mails.add(to("boss@example.com"));
    assertThat(outbox.woken()).isEqualTo(2);
    outbox.run(4);
    server.answer(".", "250 2.0.0 ok");
    outbox.run(4);
    assertThat(outbox.waiting()).containsExactly("ops@example.com");

    server.polite();
    new Outbox(jdbi, server.port(), Map.of()).run(2);
    assertThat(outbox.waiting()).isEmpty();
    assertThat(server.messages()).last().asString().contains("To: ops@example.com\r\n");
    assertThat(messageIds(server.messages().stream().filter(m -> m.contains("To: boss@")).toList()))
        .hasSize(1);
  }

  @Test
  void mailIsClaimedByOneOfManyNodes() {
    outbox.mails.add(to("ops@example.com"));
    List<OperatorMail> claimed =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(node -> new OperatorMailTable(jdbi).claimDue(LEASE))
            .flatMap(Optional::stream)
            .toList();
    assertThat(claimed).hasSize(1);

    outbox.later(LEASE.plusSeconds(1));
    assertThat(new OperatorMailTable(jdbi).claimDue(LEASE))
        .map(OperatorMail::abandoned)
        .hasValue(true);
    outbox.table.settle(claimed.get(0), new MailVerdict(MailVerdict.State.SENT, "250", null, true));
    assertThat(outbox.column("state", "true")).as("the lease was lost").containsExactly("sending");
  }

  /** Its sender died; perhaps the relay has the mail. */
  @Test
  void mailOfADeadNodeIsSentAgainWithTheSameMessageId() throws Exception {
    outbox.mails.add(to("ops@example.com"));
    OperatorMail claimed = outbox.table.claimDue(LEASE).orElseThrow();
    assertThat(outbox.relay.send(OperatorMessage.of(claimed, "carillon.example")))
        .isInstanceOf(SendOutcome.Sent.class);
    outbox.run();
    assertThat(server.messages()).as("the lease is in force").hasSize(1);

    outbox.later(LEASE.plusSeconds(1));
    outbox.run();
    assertThat(outbox.column("reply", "attempts = 1"))
        .containsExactly("unknown: a server stopped while it sent this mail");
    outbox.later(LEASE);
    outbox.run();
    assertThat(server.messages()).hasSize(2);
    assertThat(messageIds(server.messages())).hasSize(1);
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void mailOfUnknownFateIsNotSentAgainWhereThePolicyIsHold() throws Exception {
    Outbox holding =
        new Outbox(jdbi, server.port(), Map.of("carillon.mail.unknown-policy", "hold"));
    holding.mails.add(to("ops@example.com"));
    holding.table.claimDue(LEASE);
    holding.later(LEASE.plusSeconds(1));
    server.answer(".", ScriptedSmtpServer.HANG_UP);
    holding.mails.add(to("boss@example.com"));
    holding.run(4);
    assertThat(holding.column("state", "true")).containsExactly("unknown", "unknown");
    assertThat(holding.waiting()).isEmpty();
  }

  @Test
  void unknownAddressAndOldMailAreGivenUp() throws Exception {
    server.answer("RCPT TO:<nobody@", "550 5.1.1 no such user").answer("RCPT", "451 4.3.0 later");
    outbox.mails.add(to("nobody@example.com"));
    outbox.mails.add(to("ops@example.com", Instant.now().minus(Duration.ofDays(5))));
    outbox.mails.add(to("no address"));
    outbox.run(4);
    assertThat(outbox.column("state", "true")).containsExactly("failed", "failed", "failed");
    assertThat(outbox.column("reply", "true"))
        .satisfiesExactly(
            reply -> assertThat(reply).isEqualTo("550 5.1.1 no such user"),
            reply -> assertThat(reply).startsWith("given up: 451"),
            reply -> assertThat(reply).startsWith("not composed: "));
  }

  /** The reply to the last dot may take ten minutes, and each relay its time before it. */
  @Test
  void leaseIsLongerThanAnyAttempt() {
    Duration connect = outbox.settings.get(SettingsTable.MAIL_CONNECT_TIMEOUT);
    Duration reply = outbox.settings.get(SettingsTable.MAIL_REPLY_TIMEOUT);
    Duration last = outbox.settings.get(SettingsTable.MAIL_FINAL_REPLY_TIMEOUT);
    assertThat(outbox.relay.longest())
        .isGreaterThan(connect.plus(reply.multipliedBy(5)).plus(last).multipliedBy(2));
  }

  @Test
  void testMailWaitsForItsJobAndIsThenRetriedLikeAnyMail() throws Exception {
    TestMail test = outbox.tests.begin("ops@example.com");
    assertThat(test.state()).isEqualTo("pending");
    outbox.run();
    assertThat(server.messages()).as("no job, no mail").isEmpty();

    server.answer("RCPT", "451 4.3.0 later");
    outbox.sender.sendPending(test.id());
    outbox.sender.sendPending(test.id());
    test = outbox.tests.find(test.id()).orElseThrow();
    assertThat(test.state()).isEqualTo("deferred");
    assertThat(test.attempts()).as("a job that runs twice does not send twice").isOne();
    assertThat(test.reply()).startsWith("451");

    server.polite();
    outbox.later(LEASE);
    outbox.run();
    test = outbox.tests.find(test.id()).orElseThrow();
    assertThat(test.state()).isEqualTo("sent");
    assertThat(test.attempts()).isEqualTo(2);
    assertThat(server.messages())
        .singleElement()
        .asString()
        .contains("Message-ID: <mail-test." + test.id() + "@carillon.example>\r\n")
        .contains("Subject: Carillon: test mail\r\n")
        .contains("through the queue and the relay of http://localhost:8080/carillon.\r\n");
  }

  @Test
  void testMailThatIsBeingSentIsShownAsItWasBefore() {
    long id = outbox.tests.begin("ops@example.com").id();
    outbox.table.claimPending(id, LEASE);
    TestMail test = outbox.tests.find(id).orElseThrow();
    assertThat(test.state()).isEqualTo("pending");
    assertThat(test.attempts()).isZero();
  }

  @Test
  void mailsThatEndedAreDeletedAfterAMonth() throws Exception {
    Instant old = Instant.now().minus(Duration.ofDays(31));
    outbox.mails.add(to("ended@example.com", old));
    outbox.run();
    outbox.mails.add(to("waits@example.com", old));
    outbox.mails.add(to("new@example.com"));
    assertThat(outbox.column("address", "true"))
        .containsExactly("waits@example.com", "new@example.com");
  }
}
