package carillon.notification;

import static carillon.mail.ScriptedSmtpServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import carillon.config.UnknownPolicy;
import carillon.database.MigratedDatabases;
import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.ScriptedSmtpServer;
import carillon.notification.delivery.ChangesetDeliveries;
import carillon.notification.delivery.DeliveryQueries;
import carillon.notification.delivery.DeliveryResponse;
import carillon.notification.delivery.DeliveryTable;
import carillon.notification.delivery.DeliveryUpdate;
import carillon.notification.delivery.DeliveryUpdateTable;
import carillon.notification.recipients.SubscriptionMode;
import carillon.notification.subscription.MailLink;
import carillon.notification.subscription.SubscriptionBeans;
import carillon.notification.subscription.SubscriptionChoices;
import carillon.notification.subscription.UnsubscribeScope;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the tracker's rows to mails in a real SMTP conversation. */
class NotificationTaskHandlerTest {
  private static final TaskOutcome ENDED = new TaskOutcome.Ended();

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final RecordedEvents<NotificationEnded> ended = new RecordedEvents<>();
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "carillon.mail.breaker-delay",
              "PT0.001S",
              "carillon.mail.from-domain",
              "example.org"));
  private BackgroundTasks.Task late;
  private TrackerRows rows;
  private NotificationTaskHandler runner;
  private long alice;
  private long bob;
  private long artifact;

  @BeforeEach
  void start() {
    rows = new TrackerRows(migrated());
    runner = runner();
    alice = rows.user("alice");
    bob = rows.user("bob");
    artifact = rows.artifact(alice);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** An empty database with all migrations applied. */
  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  private SampleRunner sample() {
    return new SampleRunner(rows.jdbi, settings, server.port());
  }

  private NotificationTaskHandler runner() {
    return sample().runner(ended);
  }

  private Task changed(String comment, Map<Long, String> values) {
    return rows.task(artifact, rows.changeset(artifact, alice, comment, values));
  }

  private Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    rows.jdbi.useHandle(
        h ->
            h.createQuery("select address, state from delivery")
                .map((row, c) -> states.put(row.getString("address"), row.getString("state")))
                .list());
    return states;
  }

  private <T> T column(String column, Class<T> type, String address) {
    return rows.jdbi.withHandle(
        h ->
            h.createQuery("select " + column + " from delivery where address = ?")
                .bind(0, address)
                .mapTo(type)
                .one());
  }

  private String mailTo(String address) {
    List<String> found =
        server.messages().stream().filter(m -> m.contains("To: " + address)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void aMentionIsFoundInAnyCaseAndIsTheReasonThatIsTold() throws Exception {
    rows.rule(true, new String[0], bob);

    runner.run(changed("Please look, @BOB", Map.of()));

    assertThat(mailTo("bob@example.com"))
        .contains("X-Carillon-Reason: mention", "Real alice mentioned you in the comment");
  }

  @Test
  void everyoneInvolvedGetsOneMail() throws Exception {
    rows.rule(true, new String[] {"list@example.net"});
    Task task = changed("Hello", Map.of(rows.title, "\"It breaks\"", rows.assignee, "\"bob\""));

    assertThat(runner.run(task)).isEqualTo(ENDED);

    assertThat(states())
        .containsOnly(
            Map.entry("alice@example.com", "sent"),
            Map.entry("bob@example.com", "sent"),
            Map.entry("list@example.net", "sent"));
    assertThat(server.connections()).isEqualTo(1);
    assertThat(mailTo("bob@example.com"))
        .contains("Subject: [bug #" + artifact + "] It breaks")
        .contains(
            "Message-ID: <a" + artifact + ".c" + task.changesetId() + ".u" + bob + "@example.org>")
        .contains("X-Carillon-Reason: involved");
    assertThat(ended.fired()).hasSize(1).first().extracting("recipients").isEqualTo(3L);
  }

  @Test
  void aRunAgainSendsNothingMore() throws Exception {
    Task task = changed("Hello", Map.of());
    runner.run(task);
    runner.run(rows.claimedAgain(task));
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void unreadableFieldsAreNotInTheMail() throws Exception {
    long insiders = rows.group("insiders", bob);
    rows.readable(rows.secret, insiders);
    long changeset =
        rows.changeset(
            artifact,
            alice,
            "Only for insiders",
            Map.of(rows.title, "\"Title\"", rows.secret, "\"hush\"", rows.assignee, "\"bob\""));
    rows.privateTo(changeset, insiders);

    runner.run(rows.task(artifact, changeset));

    assertThat(mailTo("bob@example.com")).contains("hush").contains("Only for insiders");
    assertThat(mailTo("alice@example.com")).doesNotContain("hush").doesNotContain("insiders");
  }

  @Test
  void recipientWhoMayReadNothingIsSkippedWithAReason() throws Exception {
    rows.readable(rows.secret, rows.group("nobody"));
    Task task = changed(null, Map.of(rows.secret, "\"hush\""));

    assertThat(runner.run(task)).isEqualTo(ENDED);

    assertThat(states()).isEmpty();
    List<String> rules =
        rows.jdbi.withHandle(
            h -> h.createQuery("select rule from skipped").mapTo(String.class).list());
    assertThat(rules).containsExactly("may-not-read");
  }

  @Test
  void oneBadAddressDoesNotStopTheOthers() throws Exception {
    server.answer("RCPT TO:<alice@", "550 5.1.1 no such user");
    Task task = changed(null, Map.of(rows.title, "\"T\"", rows.assignee, "\"bob\""));

    assertThat(runner.run(task)).isEqualTo(ENDED);

    assertThat(states())
        .containsOnly(
            Map.entry("alice@example.com", "failed"), Map.entry("bob@example.com", "sent"));
    assertThat(column("smtp_reply", String.class, "alice@example.com"))
        .isEqualTo("550 5.1.1 no such user");
  }

  @Test
  void aGreylistedOneWaitsItsTurnAndIsSentUnderTheSameName() throws Exception {
    settings.put("carillon.mail.deferred-schedule", "PT0.05S,PT2H");
    runner = runner();
    server.answer("RCPT", "450 4.2.0 greylisted");
    Task task = changed("Hello", Map.of());

    TaskOutcome first = runner.run(task);

    assertThat(first).isInstanceOf(TaskOutcome.Reschedule.class);
    assertThat(states()).containsEntry("alice@example.com", "deferred");
    assertThat(column("deferred_at", Instant.class, "alice@example.com")).isNotNull();
    String messageId = column("message_id", String.class, "alice@example.com");
    server.polite();
    TaskOutcome last = runUntilEnded(task);
    assertThat(last).isEqualTo(ENDED);
    assertThat(mailTo("alice@example.com")).contains("Message-ID: " + messageId);
    assertThat(column("attempts", Integer.class, "alice@example.com")).isEqualTo(2);
    assertThat(column("deferred_at", Instant.class, "alice@example.com")).isNull();
  }

  private TaskOutcome runUntilEnded(Task task) throws Exception {
    return org.awaitility.Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> runner.run(task), ENDED::equals);
  }

  @Test
  void aRelayThatIsDownBurnsNoAttempt() throws Exception {
    settings.put("carillon.mail.breaker-delay", "PT30S");
    runner = runner();
    server.answer("CONNECT", "421 not now" + HANG_UP);
    Task task = changed(null, Map.of(rows.title, "\"T\"", rows.assignee, "\"bob\""));

    assertThat(runner.run(task)).isEqualTo(new TaskOutcome.Reschedule(Duration.ofSeconds(30)));

    assertThat(states().values()).containsExactlyInAnyOrder("deferred", "pending");
    assertThat(attemptsInAll()).isZero();
  }

  private int attemptsInAll() {
    return rows.jdbi.withHandle(
        h -> h.createQuery("select sum(attempts) from delivery").mapTo(Integer.class).one());
  }

  @Test
  void aLostFinalReplyIsHeldWhenThePolicySaysSo() throws Exception {
    settings.put("carillon.mail.unknown-policy", "hold");
    runner = runner();
    server.answer(".", HANG_UP);

    assertThat(runner.run(changed("Hello", Map.of()))).isEqualTo(ENDED);

    assertThat(states()).containsEntry("alice@example.com", "unknown");
  }

  @Test
  void deliveryOfADeadRunIsResentAtOnceWithTheSameMessageId() throws Exception {
    Task task = changed("Hello", Map.of());
    runner.run(task);
    rows.jdbi.useHandle(h -> h.execute("update delivery set state = 'sending'"));

    assertThat(runner.run(rows.claimedAgain(task))).isEqualTo(ENDED);

    assertThat(server.messages()).hasSize(2);
    assertThat(server.messages().stream().map(NotificationTaskHandlerTest::messageId).distinct())
        .hasSize(1);
  }

  /** A runner whose database is away from the first mail on, for so many attempts to reach it. */
  private NotificationTaskHandler shaky(AtomicInteger refusals) {
    ConnectionFactory shaky =
        () -> {
          if (server.messages().size() == 1 && refusals.getAndDecrement() > 0) {
            throw new SQLException("The database is unavailable", "08006");
          }
          return rows.jdbi.open().getConnection();
        };
    return new SampleRunner(Jdbi.create(shaky), settings, server.port())
        .background(this::repeated)
        .runner(ended);
  }

  private BackgroundTasks.Handle repeated(String name, BackgroundTasks.Task repeated) {
    late = repeated;
    return new BackgroundTasks.Handle() {
      @Override
      public void wake() {
        // The test says when it runs.
      }

      @Override
      public void stop() {}
    };
  }

  /** However long that lasts: nobody waits for it, neither a request nor an undeploy. */
  @Test
  void mailSentWhileTheDatabaseFailedIsNotResent() throws Exception {
    AtomicInteger unavailable = new AtomicInteger(Integer.MAX_VALUE);
    runner = shaky(unavailable);
    Task task = changed("Hello @bob", Map.of());

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThatThrownBy(() -> runner.run(task)).isInstanceOf(ConnectionException.class));
    assertThat(late.run()).isPositive();
    assertThat(states()).doesNotContainValue("sent");
    unavailable.set(0);
    late.run();
    assertThat(states()).containsValue("sent");
    assertThat(runner.run(rows.claimedAgain(task))).isEqualTo(ENDED);

    assertThat(states()).hasSize(2).allSatisfy((who, state) -> assertThat(state).isEqualTo("sent"));
    assertThat(server.messages()).hasSize(2);
  }

  /** Another node has the task already, and takes the mail for one that nobody knows about. */
  @Test
  void sentMailIsRecordedEvenWhenTheLeaseWasLost() throws Exception {
    runner = shaky(new AtomicInteger(1));
    Task task = changed("Hello", Map.of());
    assertThatThrownBy(() -> runner.run(task)).isInstanceOf(ConnectionException.class);
    Task others = rows.claimedAgain(task);
    new DeliveryTable(rows.jdbi).adoptOrphans(others, UnknownPolicy.RETRY);
    assertThat(states()).containsValue("deferred");

    late.run();
    assertThat(states()).containsOnly(Map.entry("alice@example.com", "sent"));
    assertThat(runner.run(others)).isEqualTo(ENDED);
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void resultThatTheDatabaseRejectsIsNotRetried() {
    DeliveryUpdateTable full =
        new DeliveryUpdateTable(rows.jdbi) {
          @Override
          public Set<DeliveryUpdate> write(Collection<DeliveryUpdate> deliveryUpdates) {
            if (server.messages().isEmpty()) {
              return super.write(deliveryUpdates);
            }
            throw new IllegalStateException(new SQLException("Too long", "22001"));
          }
        };
    runner = sample().background(this::repeated).updates(full).runner(ended);
    assertThatThrownBy(() -> runner.run(changed("Hello", Map.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(late).isNull();
  }

  private static String messageId(String message) {
    return message.lines().filter(l -> l.startsWith("Message-ID")).findFirst().orElseThrow();
  }

  @Test
  void aRunThatLostItsTaskWritesNothing() throws Exception {
    Task task = changed("Hello", Map.of());
    rows.claimedAgain(task);

    assertThatThrownBy(() -> runner.run(task)).isInstanceOf(LeaseLostException.class);

    assertThat(server.messages()).isEmpty();
    assertThat(states()).isEmpty();
  }

  @Test
  void recipientSuspendedBeforeTheRetryIsSkipped() throws Exception {
    settings.put("carillon.mail.deferred-schedule", "PT0.001S");
    runner = runner();
    server.answer("RCPT", "450 4.2.0 greylisted");
    Task task = changed("Hello", Map.of());
    runner.run(task);
    server.polite();
    rows.jdbi.useHandle(h -> h.execute("update user_account set status = 'SUSPENDED'"));

    assertThat(runUntilEnded(task)).isEqualTo(ENDED);

    assertThat(states()).containsEntry("alice@example.com", "skipped");
    assertThat(column("reason", String.class, "alice@example.com")).isEqualTo("inactive");
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void aSubscriberGetsMailAndWhoeverLeftDoesNot() throws Exception {
    long carol = rows.user("carol");
    SubscriptionChoices subscriptionChoices = SubscriptionBeans.choices(rows.jdbi);
    subscriptionChoices.tracker(rows.tracker, carol, Optional.of(SubscriptionMode.EVERY_CHANGE));
    subscriptionChoices.artifact(artifact, bob, false);
    rows.rule(true, new String[] {"list@example.net"});
    subscriptionChoices.byLink(
        new MailLink(null, "list@example.net", artifact, rows.tracker),
        UnsubscribeScope.TRACKER,
        false);
    Task task = changed("Hello", Map.of(rows.assignee, "\"bob\""));

    runner.run(task);

    assertThat(states()).containsOnlyKeys("alice@example.com", "carol@example.com");
    assertThat(mailTo("carol@example.com")).contains("X-Carillon-Reason: subscription");
    assertThat(shown(task.changesetId(), true).skipped())
        .containsExactlyInAnyOrder(
            new ChangesetDeliveries.SkippedView("bob", "unsubscribed-from-artifact"),
            new ChangesetDeliveries.SkippedView("list@example.net", "unsubscribed-from-tracker"));
  }

  @Test
  void recipientUnsubscribedBeforeTheRetryIsSkipped() throws Exception {
    settings.put("carillon.mail.deferred-schedule", "PT0.001S");
    runner = runner();
    server.answer("RCPT", "450 4.2.0 greylisted");
    Task task = changed("Hello", Map.of());
    runner.run(task);
    server.polite();
    SubscriptionBeans.choices(rows.jdbi)
        .tracker(rows.tracker, alice, Optional.of(SubscriptionMode.NONE));

    assertThat(runUntilEnded(task)).isEqualTo(ENDED);

    assertThat(column("reason", String.class, "alice@example.com"))
        .isEqualTo("unsubscribed-from-tracker");
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void aDeletedArtifactIsNotNotified() throws Exception {
    Task task = changed("Hello", Map.of());
    rows.jdbi.useHandle(h -> h.execute("update artifact set deleted = true"));

    assertThat(runner.run(task)).isEqualTo(ENDED);

    assertThat(server.messages()).isEmpty();
  }

  @Test
  void aLongListYieldsAfterAHundred() throws Exception {
    String[] addresses = new String[150];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "list" + i + "@example.net";
    }
    rows.rule(true, addresses);
    runner = sample().clock(Clock.fixed(Instant.now(), ZoneOffset.UTC)).runner(ended);
    Task task = changed("Hello", Map.of());

    assertThat(runner.run(task)).isEqualTo(new TaskOutcome.Reschedule(Duration.ZERO));
    assertThat(server.messages()).hasSize(100);
    assertThat(runner.run(rows.claimedAgain(task))).isEqualTo(ENDED);
    assertThat(server.messages()).hasSize(151);
  }

  private ChangesetDeliveries shown(long changeset, boolean addresses) {
    return new DeliveryQueries(rows.jdbi).of(changeset, addresses).orElseThrow();
  }

  @Test
  void everyDecisionIsShownWithItsRule() throws Exception {
    server.answer("RCPT TO:<list@", "550 5.1.1 <list@example.net>: no such user");
    rows.rule(true, new String[] {"list@example.net"});
    rows.jdbi.useHandle(
        h -> h.execute("update user_account set status = 'SUSPENDED' where id = ?", bob));
    Task task = changed("Hello", Map.of(rows.assignee, "\"bob\""));
    runner.run(task);

    ChangesetDeliveries seen = shown(task.changesetId(), true);

    assertThat(seen.task().state()).isEqualTo("running");
    assertThat(seen.deliveries())
        .extracting(DeliveryResponse::recipient, DeliveryResponse::state, DeliveryResponse::reason)
        .containsExactly(
            tuple("alice", "sent", "commentator"), tuple("list@example.net", "failed", "rule"));
    assertThat(seen.skipped())
        .containsExactly(new ChangesetDeliveries.SkippedView("bob", "inactive"));
  }

  @Test
  void restrictedReaderSeesNoAddresses() throws Exception {
    server.answer("RCPT TO:<list@", "550 5.1.1 <list@example.net>: no such user");
    rows.rule(true, new String[] {"list@example.net"});
    Task task = changed("Hello", Map.of());
    runner.run(task);

    assertThat(shown(task.changesetId(), false).toString())
        .doesNotContain("@example.net", "@example.com");
  }

  @Test
  void aSilentChangesetHasATaskOnlyWhenItMentionsSomebody() {
    long silent = rows.changeset(artifact, alice, "nobody", Map.of());
    long mention = rows.changeset(artifact, alice, "see @alice", Map.of());
    assertThat(runner.tasksFor(recorded(silent))).isEmpty();
    assertThat(runner.tasksFor(recorded(mention))).containsExactly("");
  }

  private carillon.tracker.ChangesetRecorded recorded(long changeset) {
    return new carillon.tracker.ChangesetRecorded(
        rows.project, rows.tracker, artifact, changeset, false, false);
  }
}
