package carillon.notification.delivery;

import static carillon.mail.ScriptedSmtpServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.mail.PolicyRefusalDetected;
import carillon.mail.ScriptedSmtpServer;
import carillon.mail.suppression.Suppressions;
import carillon.notification.NotificationTaskHandler;
import carillon.notification.RecordedEvents;
import carillon.notification.SampleRunner;
import carillon.notification.TrackerRows;
import carillon.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of each recipient's mail when its relay does not simply take it. */
class DeliveriesTest {
  private static final TaskOutcome ENDED = new TaskOutcome.Ended();

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "carillon.mail.deferred-schedule",
              "PT0.001S",
              "carillon.mail.breaker-delay",
              "PT0.001S"));
  private TrackerRows rows;
  private NotificationTaskHandler runner;
  private DeliveryOperations decisions;
  private long artifact;
  private long alice;

  @BeforeEach
  void start() {
    rows = new TrackerRows(migrated());
    SampleRunner sample = new SampleRunner(rows.jdbi, settings, server.port());
    runner = sample.runner(new RecordedEvents<>());
    decisions = sample.operations();
    alice = rows.user("alice");
    artifact = rows.artifact(alice);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  private Task toldTo(int count) {
    rows.rule(
        true,
        IntStream.range(0, count)
            .mapToObj(i -> "list" + i + "@example.net")
            .toArray(String[]::new));
    return again();
  }

  private Task again() {
    return rows.task(artifact, rows.changeset(artifact, alice, "Hello", Map.of()));
  }

  /** Runs as dispatch does: again, under a new epoch, until nothing is left to do. */
  private Task ended(Task task) throws Exception {
    Task present = task;
    for (int runs = 0; runs < 200; runs++) {
      if (runner.run(present).equals(ENDED)) {
        rows.jdbi.useHandle(
            h -> h.execute("update task set state = 'ended', ended_at = current_timestamp"));
        return present;
      }
      present = rows.claimedAgain(present);
    }
    throw new AssertionError("It does not end");
  }

  private Task claimed(Task task) {
    rows.jdbi.useHandle(h -> h.execute("update task set state = 'running'"));
    return rows.claimedAgain(task);
  }

  private String column(String column, String address) {
    return rows.jdbi.withHandle(
        h ->
            h.createQuery("select " + column + " from delivery where address = ?")
                .bind(0, address)
                .mapTo(String.class)
                .one());
  }

  private long id(String address) {
    return Long.parseLong(column("id", address));
  }

  private Map<String, Integer> counted(String column) {
    Map<String, Integer> counted = new HashMap<>();
    all("select " + column + " from delivery")
        .forEach(value -> counted.merge(value, 1, Integer::sum));
    return counted;
  }

  private List<String> all(String query) {
    return rows.jdbi.withHandle(h -> h.createQuery(query).mapTo(String.class).list());
  }

  @Test
  void oneBadAddressInAThousandLeavesTheOthersWithOneMailAtTheFirstAttempt() throws Exception {
    server.answer("RCPT TO:<list500@", "550 5.1.1 no such user");

    ended(toldTo(999));

    assertThat(counted("state")).containsOnly(Map.entry("sent", 999), Map.entry("failed", 1));
    assertThat(counted("attempts")).containsOnly(Map.entry("1", 1000));
    assertThat(server.messages()).hasSize(999);
  }

  @Test
  void onlyTheDeferredOnesAreTriedAgain() throws Exception {
    server.answer("RCPT TO:<list1@", "450 4.2.0 greylisted");
    Task task = toldTo(3);
    runner.run(task);
    assertThat(column("state", "list1@example.net")).isEqualTo("deferred");
    server.polite();

    ended(rows.claimedAgain(task));

    assertThat(server.messages()).hasSize(4);
    assertThat(column("attempts", "list0@example.net")).isEqualTo("1");
    assertThat(column("attempts", "list1@example.net")).isEqualTo("2");
  }

  @Test
  void anAddressThatDoesNotExistIsNotWrittenToAgain() throws Exception {
    server.answer("RCPT TO:<list0@", "550 5.1.1 no such user");
    ended(toldTo(1));
    Suppressions suppressions = new Suppressions(rows.jdbi, Settings.of(settings));
    assertThat(suppressions.among(List.of("LIST0@example.net", "alice@example.com")))
        .containsExactly("list0@example.net");
    server.polite();
    rows.jdbi.useHandle(h -> h.execute("delete from delivery"));

    ended(again());

    assertThat(column("state", "list0@example.net")).isEqualTo("suppressed");
    assertThat(column("attempts", "list0@example.net")).isEqualTo("0");
  }

  @Test
  void aSuppressionEndsByTimeOrByAPerson() throws Exception {
    Suppressions suppressions = new Suppressions(rows.jdbi, Settings.of(settings));
    suppressions.add("a@example.net", "550 5.1.1 no such user");
    suppressions.add("A@example.net", "550 5.1.1 no such user");
    suppressions.add("b@example.net", "550 5.1.1 no such user");
    rows.jdbi.useHandle(
        h ->
            h.execute(
                "update suppression set expires_at = current_timestamp where address like 'b%'"));

    assertThat(suppressions.end("a@EXAMPLE.net", "admin")).isTrue();
    assertThat(suppressions.end("a@example.net", "admin")).isFalse();

    assertThat(suppressions.among(List.of("a@example.net", "b@example.net"))).isEmpty();
    assertThat(all("select ended_by from suppression where address like 'a%'"))
        .containsExactly("admin");
  }

  @Test
  void aRefusalByPolicyDoesNotSuppress() throws Exception {
    server.answer("RCPT TO:<list0@", "550 5.7.1 not from you");
    ended(toldTo(1));
    assertThat(column("state", "list0@example.net")).isEqualTo("failed");
    assertThat(all("select address from suppression")).isEmpty();
  }

  @Test
  void whenEverybodyIsRefusedForTheSameReasonNobodyHasFailed() throws Exception {
    server.answer(".", "554 5.7.1 your address is on a list");
    Task task = toldTo(15);

    assertThat(runner.run(task)).isInstanceOf(TaskOutcome.Reschedule.class);

    assertThat(counted("state")).containsOnlyKeys("deferred", "pending");
    assertThat(counted("attempts")).containsOnlyKeys("0");
    server.polite();
    ended(rows.claimedAgain(task));
    assertThat(counted("state")).containsOnly(Map.entry("sent", 16));
    assertThat(counted("attempts")).containsOnly(Map.entry("1", 16));
  }

  /** Its refusal is written by one worker while another one finds out that all are refused. */
  @Test
  void policyRefusalOfAllRecipientsIsNotAFailureEvenWhenWrittenLater() throws Exception {
    Task task = toldTo(1);
    runner.run(task);
    rows.jdbi.useHandle(h -> h.execute("update delivery set state = 'sending', attempts = 1"));
    List<String> refusedAlike =
        all("select message_id from delivery where address = 'list0@example.net'");

    decisions.takeBack(new PolicyRefusalDetected("relay", refusedAlike));
    assertThat(counted("state")).containsOnly(Map.entry("sending", 2));
    List<DeliveryResult> refused =
        all("select id from delivery").stream().map(id -> refused(Long.parseLong(id))).toList();
    new DeliveryUpdateTable(rows.jdbi).write(List.of(new DeliveryUpdate(task, refused, null)));

    assertThat(column("state", "list0@example.net")).isEqualTo("deferred");
    assertThat(column("attempts", "list0@example.net")).isEqualTo("0");
    assertThat(column("state", "alice@example.com")).isEqualTo("failed");
    assertThat(column("attempts", "alice@example.com")).isEqualTo("1");
  }

  private static DeliveryResult refused(long id) {
    return new DeliveryResult(id, DeliveryState.FAILED, null, "554 5.7.1 on a list", null, 0);
  }

  @Test
  void aHeldUnknownIsResentByAPersonUnderTheSameName() throws Exception {
    settings.put("carillon.mail.unknown-policy", "hold");
    server.answer(".", HANG_UP);
    Task task = ended(again());
    server.polite();
    assertThat(column("state", "alice@example.com")).isEqualTo("unknown");
    assertThat(findings()).hasSize(1);

    decisions.resend(id("alice@example.com"));

    assertThat(column("state", "alice@example.com")).isEqualTo("pending");
    assertThat(all("select state from task")).containsExactly("waiting");
    ended(claimed(task));
    assertThat(column("state", "alice@example.com")).isEqualTo("sent");
    assertThat(server.messages()).hasSize(2);
    assertThat(
            server.messages().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Message-ID"))
                .distinct())
        .hasSize(1);
    assertThat(findings()).isEmpty();
  }

  private List<?> findings() {
    return new UnknownDeliveriesCheck(rows.jdbi).findings();
  }

  @Test
  void aHeldUnknownIsDroppedByAPerson() throws Exception {
    settings.put("carillon.mail.unknown-policy", "hold");
    server.answer(".", HANG_UP);
    Task task = ended(again());

    decisions.drop(id("alice@example.com"));

    ended(claimed(task));
    assertThat(column("state", "alice@example.com")).isEqualTo("skipped");
    assertThat(column("reason", "alice@example.com")).isEqualTo("dropped");
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void sentOrSendingDeliveryIsNotResent() throws Exception {
    Task task = again();
    runner.run(task);
    long id = id("alice@example.com");
    rows.jdbi.useHandle(
        h -> h.execute("update task set lease_until = current_timestamp + interval '1' minute"));
    assertThatThrownBy(() -> decisions.resend(id))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("409");
    rows.jdbi.useHandle(h -> h.execute("update task set state = 'ended'"));
    assertThatThrownBy(() -> decisions.resend(id)).hasMessageContaining("409");
    assertThatThrownBy(() -> decisions.drop(id)).hasMessageContaining("409");
    assertThatThrownBy(() -> decisions.drop(4711)).hasMessageContaining("404");
  }

  @Test
  void aRelayThatHangsUpOnOneRecipientDoesNotStopTheOthers() throws Exception {
    server.answer("RCPT TO:<list0@", HANG_UP);
    Task task = toldTo(2);
    runner.run(task);
    assertThat(column("state", "list0@example.net")).isEqualTo("deferred");
    assertThat(column("state", "list1@example.net")).isEqualTo("sent");
  }
}
