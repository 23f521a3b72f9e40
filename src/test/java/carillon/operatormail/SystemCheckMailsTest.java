package carillon.operatormail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.database.MigratedDatabases;
import carillon.mail.ScriptedSmtpServer;
import carillon.notification.recipients.RecipientId;
import carillon.systemcheck.SystemEventChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of which change of the system check's status. */
class SystemCheckMailsTest {
  private static final SystemEventChanged CHANGED =
      new SystemEventChanged("DONE", "WARNING", "There are 3 notifications pending", Instant.now());

  private final Jdbi jdbi = migrated();
  private final ScriptedSmtpServer server = new ScriptedSmtpServer();

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Outbox followedBy(String followers) {
    return new Outbox(jdbi, server.port(), Map.of("carillon.system-check.followers", followers));
  }

  private static SystemEventChanged change(String previous, String status) {
    return new SystemEventChanged(previous, status, "log", Instant.now());
  }

  @Test
  void eachFollowerGetsAMailOfTheirOwn() throws Exception {
    Outbox outbox = followedBy("ops@example.com, boss@example.com");
    outbox.systemCheck.changed(CHANGED);
    assertThat(outbox.run()).as("there may be more").isEqualTo(Duration.ZERO);
    outbox.run(2);

    assertThat(server.messages()).hasSize(2);
    assertThat(server.messages().get(0))
        .contains("To: ops@example.com\r\n", "Subject: System check: WARNING\r\n")
        .contains(
            "Message-ID: <system-check.%d.%s@carillon.example>\r\n"
                .formatted(
                    CHANGED.at().toEpochMilli(), RecipientId.ofAddress("ops@example.com").text()))
        .contains("Auto-Submitted: auto-generated\r\n")
        .contains("was DONE and is WARNING now (at " + CHANGED.at() + ").\r\n\r\nThere are 3")
        .doesNotContain("boss");
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void withoutFollowersNothingIsSent() throws Exception {
    Outbox outbox = followedBy("");
    outbox.systemCheck.changed(CHANGED);
    assertThat(outbox.run()).isPositive();
    assertThat(server.connections()).isZero();
  }

  /** A weekend without a relay, and a finding that comes and goes. */
  @Test
  void followerGetsOneChangeAfterAnOutage() throws Exception {
    server.answer("CONNECT", "421 not now" + ScriptedSmtpServer.HANG_UP);
    Outbox outbox = followedBy("ops@example.com");
    outbox.systemCheck.changed(change("DONE", "WARNING"));
    outbox.run(3);
    outbox.systemCheck.changed(change("WARNING", "ERROR"));
    outbox.run(3);
    server.polite();
    await()
        .untilAsserted(
            () -> {
              outbox.run();
              assertThat(outbox.waiting()).isEmpty();
            });
    assertThat(server.messages()).singleElement().asString().contains("was DONE and is ERROR now");

    outbox.systemCheck.changed(change("ERROR", "DONE"));
    outbox.systemCheck.changed(change("DONE", "ERROR"));
    outbox.run(3);
    assertThat(outbox.waiting()).isEmpty();
    assertThat(server.messages()).hasSize(1);
  }

  /** Whose reply was lost may know of the first change, so they must know of its end. */
  @Test
  void mailOfUnknownFateCountsAsSent() throws Exception {
    server.answer(".", ScriptedSmtpServer.HANG_UP);
    Outbox outbox = followedBy("ops@example.com");
    outbox.systemCheck.changed(change("DONE", "ERROR"));
    outbox.run();
    server.polite();
    outbox.systemCheck.changed(change("ERROR", "DONE"));
    outbox.run(3);
    assertThat(server.messages()).last().asString().contains("was ERROR and is DONE now");
    assertThat(outbox.waiting()).isEmpty();
  }

  @Test
  void mailThatIsBeingSentIsNotReplaced() {
    Outbox outbox = followedBy("ops@example.com");
    outbox.systemCheck.changed(change("DONE", "ERROR"));
    assertThat(outbox.table.claimDue(Duration.ofMinutes(1))).isPresent();
    outbox.systemCheck.changed(change("ERROR", "DONE"));
    assertThat(outbox.waiting()).hasSize(2);
  }
}
