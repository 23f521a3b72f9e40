package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.dispatch.TaskOutcome;
import carillon.job.engine.BackgroundTasks;
import carillon.outbound.Endpoint;
import carillon.outbound.HostCircuits;
import carillon.outbound.HttpReply;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.Vault;
import carillon.problem.ProblemException;
import carillon.tracker.ChangesetRecorded;
import carillon.webhook.AttemptResult.Settled;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One task, one request to a real HTTP server, on a real database. */
class WebhookTaskHandlerTest {
  private static final TaskOutcome ENDED = new TaskOutcome.Ended();
  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "carillon.outbound.allow", "127.0.0.1",
              "carillon.webhooks.timeout", "PT4S",
              "carillon.webhooks.schedule", "PT5S,PT5M"));

  private final Endpoint endpoint = new Endpoint();
  private final Vault vault = new Vault(new byte[32]);
  private final Secret secret = Secret.generated(new SecureRandom());
  private final OutboundHttpClient outboundHttpClient = new OutboundHttpClient(SETTINGS);
  private final WebhookTaskHandler runner = new WebhookTaskHandler();
  private WebhookRows rows;
  private long hook;
  private BackgroundTasks.Task lateStep;

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  @BeforeEach
  void start() {
    rows = new WebhookRows(migrated());
    hook = rows.hook(endpoint.uri(), vault, secret);
    runner.hooks = new WebhookTable();
    runner.hooks.jdbi = rows.jdbi;
    runner.deliveries = new WebhookDeliveryTable();
    runner.deliveries.jdbi = rows.jdbi;
    runner.webhookPayloads = new WebhookPayloads();
    runner.webhookPayloads.sight = new VisibleChangesetTable();
    runner.webhookPayloads.sight.jdbi = rows.jdbi;
    runner.resultRecorder = new ResultRecorder();
    runner.resultRecorder.deliveries = runner.deliveries;
    runner.resultRecorder.hooks = runner.hooks;
    runner.resultRecorder.clock = Clock.systemUTC();
    runner.parallelSender = new ParallelSender();
    runner.parallelSender.quick = Duration.ofSeconds(10);
    runner.parallelSender.deliveryAttempt = new DeliveryAttempt();
    runner.parallelSender.deliveryAttempt.hostCircuits =
        new HostCircuits(outboundHttpClient, SETTINGS, Clock.systemUTC());
    runner.parallelSender.deliveryAttempt.vault = vault;
    runner.parallelSender.deliveryAttempt.settings = SETTINGS;
    runner.parallelSender.late = new LateResponses();
    runner.parallelSender.late.resultRecorder = runner.resultRecorder;
    runner.parallelSender.late.backgroundTasks = this::background;
    runner.parallelSender.late.start();
  }

  private BackgroundTasks.Handle background(String name, BackgroundTasks.Task task) {
    lateStep = task;
    return new BackgroundTasks.Handle() {
      @Override
      public void wake() {}

      @Override
      public void stop() {}
    };
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
  }

  /** An empty database with all migrations applied. */
  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  private TaskOutcome run(long changeset) throws Exception {
    TaskOutcome.Atomically both = (TaskOutcome.Atomically) runner.run(rows.task(changeset));
    both.work().run();
    both.afterwards().run();
    return both.outcome();
  }

  private WebhookDelivery delivery(long changeset) {
    return runner.deliveries.page(hook, 0, 100).stream()
        .filter(one -> one.changesetId() == changeset)
        .findFirst()
        .orElseThrow();
  }

  private JsonNode body(int index) throws Exception {
    return new ObjectMapper().readTree(endpoint.received().get(index).body());
  }

  private long creation() {
    return announced(
        rows.changeset(null, Map.of(rows.title, "\"One\"", rows.secret, "\"hidden\"")));
  }

  private long announced(long changeset) {
    assertThat(runner.tasksFor(changeset(changeset))).containsExactly("");
    runner.prepare(changeset(changeset));
    return changeset;
  }

  private void isDueNow() {
    rows.execute("update webhook_delivery set next_at = current_timestamp - interval '1' second");
  }

  private void isDueAgain(long changeset) {
    isDueNow();
    assertThat(delivery(changeset).state().ended()).isFalse();
  }

  @Test
  void anUpdateTellsPresentAndPreviousSigned() throws Exception {
    creation();
    long update = announced(rows.changeset("done", Map.of(rows.title, "\"Two\"")));

    assertThat(run(update)).isEqualTo(ENDED);

    JsonNode body = body(0);
    assertThat(body.get("action").textValue()).isEqualTo("update");
    assertThat(body.get("id").longValue()).isEqualTo(rows.artifact);
    assertThat(body.at("/user/username").textValue()).isEqualTo("owner");
    assertThat(body.at("/current/values/title").textValue()).isEqualTo("Two");
    assertThat(body.at("/current/values/secret").textValue()).isEqualTo("hidden");
    assertThat(body.at("/current/comment/body").textValue()).isEqualTo("done");
    assertThat(body.at("/previous/values/title").textValue()).isEqualTo("One");
    verify(endpoint.received().get(0));
    assertThat(delivery(update).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
    assertThat(delivery(update).answerBody()).isEqualTo("fine");
  }

  private void verify(Endpoint.Received received) throws Exception {
    HttpHeaders headers =
        HttpHeaders.of(
            received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            (name, value) -> true);
    new com.standardwebhooks.Webhook(secret.text()).verify(received.body(), headers);
  }

  @Test
  void fieldsThatTheOwnerMayNotReadAreNotSent() throws Exception {
    long group = rows.group("others");
    rows.execute("insert into field_read_group values (?, ?)", rows.secret, group);
    long changeset =
        announced(rows.changeset("private", Map.of(rows.title, "\"One\"", rows.secret, "\"x\"")));
    rows.execute("insert into changeset_comment_group values (?, ?)", changeset, group);

    run(changeset);

    assertThat(body(0).at("/current/values").has("title")).isTrue();
    assertThat(body(0).at("/current/values").has("secret")).isFalse();
    assertThat(body(0).at("/current/comment").isNull()).isTrue();
    assertThat(endpoint.received().get(0).body()).doesNotContain("private");
  }

  @Test
  void ownerWhoMayNotSeeTheArtifactGetsNothing() throws Exception {
    long changeset = creation();
    for (String blindness :
        List.of(
            "update project set visibility = 'PRIVATE'",
            "update user_account set status = 'RESTRICTED'",
            "update user_account set status = 'SUSPENDED'")) {
      rows.execute("update project set visibility = 'PUBLIC'");
      rows.execute("update user_account set status = 'ACTIVE'");
      rows.execute("delete from webhook_delivery");
      announced(changeset);
      rows.execute(blindness);

      assertThat(run(changeset)).isEqualTo(ENDED);
      assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.SKIPPED);
    }
    assertThat(endpoint.received()).isEmpty();
  }

  @Test
  void afterAFailureItIsTriedAgainUnderTheSameIdAndNotTwiceAfterSuccess() throws Exception {
    long changeset = creation();
    endpoint.answers(500, "broken");
    assertThat(run(changeset)).isEqualTo(new TaskOutcome.Reschedule(Duration.ofSeconds(5)));
    assertThat(delivery(changeset).answerStatus()).isEqualTo(500);
    assertThat(run(changeset)).isInstanceOf(TaskOutcome.Reschedule.class);
    assertThat(endpoint.received()).as("not before it is due").hasSize(1);

    endpoint.answers(204, "");
    isDueAgain(changeset);
    assertThat(run(changeset)).isEqualTo(ENDED);
    assertThat(run(changeset)).isEqualTo(ENDED);

    assertThat(endpoint.received()).hasSize(2);
    assertThat(endpoint.received())
        .extracting(received -> received.headers().get("webhook-id"))
        .containsOnly("msg_" + hook + "_" + changeset);
    assertThat(delivery(changeset).attempts()).isEqualTo(2);
  }

  @Test
  void afterTheWholeScheduleTheDeliveryIsGivenUpAndTheDeadEndpointDisabled() throws Exception {
    long changeset = creation();
    endpoint.answers(500, "broken");
    run(changeset);
    isDueAgain(changeset);
    assertThat(run(changeset)).isEqualTo(new TaskOutcome.Reschedule(Duration.ofMinutes(5)));
    isDueAgain(changeset);

    assertThat(run(changeset)).isEqualTo(ENDED);

    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.FAILED);
    DisabledCheck check = new DisabledCheck();
    check.hooks = runner.hooks;
    assertThat(check.findings()).hasSize(1);
    assertThat(runner.tasksFor(changeset(changeset))).isEmpty();
  }

  @Test
  void anEndpointThatWorksForOthersStaysEnabled() throws Exception {
    long changeset = creation();
    endpoint.answers(400, "not this one");
    run(changeset);
    endpoint.answers(200, "");
    run(announced(rows.changeset("works", Map.of())));
    endpoint.answers(400, "not this one");
    isDueAgain(changeset);
    run(changeset);
    isDueAgain(changeset);
    assertThat(run(changeset)).isEqualTo(ENDED);

    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(enabled()).isTrue();
  }

  @Test
  void goneEndpointIsDisabledAtOnce() throws Exception {
    long changeset = creation();
    endpoint.answers(410, "");

    assertThat(run(changeset)).isEqualTo(ENDED);

    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(runner.hooks.find(hook).orElseThrow().enabled()).isFalse();
  }

  @Test
  void aSlowAnswerIsTakenWhenItComesAndHoldsNobody() throws Exception {
    long changeset = creation();
    runner.parallelSender.quick = Duration.ofMillis(100);
    Semaphore gate = new Semaphore(0);
    endpoint.does(
        exchange -> {
          gate.acquireUninterruptibly();
          Endpoint.answer(exchange, 200, "at last");
        });

    assertThat(run(changeset)).isInstanceOf(TaskOutcome.Reschedule.class);
    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.SENDING);
    gate.release();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              lateStep.run();
              return delivery(changeset).state() == WebhookDelivery.State.DELIVERED;
            });
    assertThat(run(changeset)).isEqualTo(ENDED);
    assertThat(endpoint.received()).hasSize(1);
  }

  @Test
  void answersThatCameWhileTheDatabaseWasAwayAreWrittenOnceItIsBack() throws Exception {
    runner.parallelSender.quick = Duration.ZERO;
    int several = 3;
    List<Long> changesets = new ArrayList<>();
    for (int i = 0; i < several; i++) {
      changesets.add(announced(rows.changeset("one", Map.of())));
      run(changesets.get(i));
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> endpoint.received().size() == several);
    runner.deliveries.jdbi = Jdbi.create(this::noConnection);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(lateStep.run()).isBetween(MILLISECOND, ONE_SECOND));
    runner.deliveries.jdbi = rows.jdbi;

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              lateStep.run();
              assertThat(changesets)
                  .allSatisfy(
                      one ->
                          assertThat(delivery(one).state())
                              .isEqualTo(WebhookDelivery.State.DELIVERED));
            });
    assertThat(delivery(changesets.get(0)).attempts()).isEqualTo(1);
  }

  private Connection noConnection() throws SQLException {
    throw new SQLException("away");
  }

  /** A server that was away writes last what it was told first. */
  @Test
  void anAnswerCountsOnceAndNotAfterALaterAttempt() throws Exception {
    long changeset = creation();
    Webhook told = runner.hooks.find(hook).orElseThrow();
    WebhookDelivery before = delivery(changeset);
    HttpReply broken = new HttpReply(500, Map.of(), new byte[0], false);
    HttpReply fine = new HttpReply(204, Map.of(), new byte[0], false);
    List<Duration> schedule = List.of(Duration.ofSeconds(5));

    runner.resultRecorder.write(
        List.of(new Settled(told, before, AttemptResult.of(broken, 0, schedule))));
    runner.resultRecorder.write(
        List.of(new Settled(told, before, AttemptResult.of(broken, 0, schedule))));
    assertThat(delivery(changeset).attempts()).isEqualTo(1);

    runner.resultRecorder.write(
        List.of(new Settled(told, before, AttemptResult.of(fine, 0, schedule))));
    runner.resultRecorder.write(
        List.of(new Settled(told, before, AttemptResult.of(broken, 0, schedule))));
    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
  }

  /** The first event waits a moment for it; for the others nobody does. */
  @Test
  void aSlowEndpointHoldsUpNoOther() throws Exception {
    runner.parallelSender.quick = Duration.ofSeconds(2);
    try (Endpoint hanging = new Endpoint().hangs()) {
      long slow = rows.hook(hanging.uri(), vault, secret);
      run(creation());
      assertThat(runner.parallelSender.isQuick(runner.hooks.find(slow).orElseThrow())).isFalse();
      long second = announced(rows.changeset("next", Map.of()));

      run(second);

      assertThat(runner.parallelSender.isQuick(runner.hooks.find(slow).orElseThrow())).isFalse();
      await()
          .atMost(Duration.ofSeconds(3))
          .until(
              () -> {
                lateStep.run();
                return delivery(second).state() == WebhookDelivery.State.DELIVERED;
              });
    }
  }

  @Test
  void deliveriesOfADisabledWebhookAreNotSent() throws Exception {
    long changeset = creation();
    rows.execute("update webhook set enabled = false");

    assertThat(run(changeset)).isEqualTo(ENDED);

    assertThat(delivery(changeset).error()).contains("disabled");
    assertThat(endpoint.received()).isEmpty();
  }

  @Test
  void deliveryIsGivenUpAfterTheWholeRetrySchedule() {
    Duration rest = Duration.ofSeconds(5);
    Duration days = Duration.ofDays(3);
    assertThat(AttemptResult.postponed(rest, days.minusSeconds(1), days, "").again())
        .isEqualTo(rest);
    assertThat(AttemptResult.postponed(rest, days, days, "").state())
        .isEqualTo(WebhookDelivery.State.FAILED);
  }

  @Test
  void deliveryIsNotRetriedBeforeTheEndpointAsksForIt() {
    List<Duration> schedule = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));
    HttpReply busy = new HttpReply(429, Map.of("retry-after", "40"), new byte[0], false);

    assertThat(AttemptResult.of(busy, 0, schedule).again()).hasSeconds(40);
    assertThat(AttemptResult.of(busy, 1, schedule).again()).isEqualTo(Duration.ofMinutes(5));
    assertThat(AttemptResult.of(busy, 2, schedule).again()).as("given up").isNull();
  }

  @Test
  void oldDeliveriesGoInSmallBatches() throws Exception {
    long waiting = creation();
    for (int i = 0; i < 5; i++) {
      run(announced(rows.changeset("more", Map.of())));
    }
    rows.execute("update webhook_delivery set updated_at = current_timestamp - interval '31' day");
    assertThat(runner.deliveries.purge(Duration.ofDays(32), 3)).isZero();
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(3);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(2);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isZero();
    assertThat(delivery(waiting).state()).isEqualTo(WebhookDelivery.State.DEFERRED);
  }

  @Test
  void withAWebhookItsDeliveriesGoAndWhatWasAnnouncedMeanwhileIsForgotten() throws Exception {
    long told = creation();
    run(told);
    runner.hooks.delete(hook);
    assertThat(runner.deliveries.page(hook, 0, 10)).isEmpty();

    rows.execute(
        "insert into webhook_delivery (webhook_id, changeset_id, message_id, state, attempts,"
            + " created_at, next_at, updated_at) values (?, ?, 'msg', 'deferred', 0,"
            + " current_timestamp, current_timestamp, current_timestamp - interval '31' day)",
        hook,
        told);
    assertThat(run(told)).isEqualTo(ENDED);
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 3)).isEqualTo(1);
  }

  @Test
  void hangingEndpointGetsNoFurtherRequestAndTimesOut() throws Exception {
    runner.parallelSender.quick = Duration.ofMillis(100);
    endpoint.hangs();
    long first = creation();
    run(first);
    long second = announced(rows.changeset("next", Map.of()));
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              rows.execute("delete from webhook_delivery where changeset_id = ?", second);
              announced(second);
              run(second);
              assertThat(delivery(second).error()).contains("its host keeps failing");
            });
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              lateStep.run();
              return delivery(first).state() == WebhookDelivery.State.DEFERRED;
            });
    assertThat(delivery(first).error()).contains("Timeout");
    assertThat(delivery(second).attempts()).isZero();
  }

  @Test
  void anAddressThatIsNowForbiddenIsNotCalled() throws Exception {
    rows.execute(
        "update webhook set url = ?", endpoint.uri().toString().replace("127.0.0.1", "127.0.0.2"));
    long changeset = creation();

    assertThat(run(changeset)).isInstanceOf(TaskOutcome.Reschedule.class);
    assertThat(delivery(changeset).error()).contains("private or special network");
  }

  @Test
  void aChangesetHasATaskExactlyWhenItHasDeliveries() {
    long told = rows.changeset("told", Map.of());
    assertThat(runner.tasksFor(changeset(told))).containsExactly("");
    assertThat(runner.deliveries.unfinished(told)).as("asking writes nothing").isEmpty();
    runner.prepare(changeset(told));
    assertThat(runner.deliveries.unfinished(told)).hasSize(1);

    rows.execute("update webhook set on_create = false");
    long untold = rows.changeset("untold", Map.of());
    assertThat(runner.tasksFor(changeset(untold))).isEmpty();
    assertThat(runner.deliveries.unfinished(untold)).isEmpty();
  }

  @Test
  void deliveryThatWasNeverAttemptedDisablesNothing() {
    long changeset = creation();
    Duration age = Duration.ofDays(3);
    AttemptResult tooOld = AttemptResult.postponed(Duration.ofSeconds(5), age, age, "");
    Webhook told = runner.hooks.find(hook).orElseThrow();

    runner.resultRecorder.write(List.of(new Settled(told, delivery(changeset), tooOld)));
    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(enabled()).isTrue();

    rows.execute("update webhook_delivery set state = 'deferred', attempts = 1");
    runner.resultRecorder.write(List.of(new Settled(told, delivery(changeset), tooOld)));
    assertThat(enabled()).isFalse();
  }

  @Test
  void afterAnOwnFaultADeliveryIsSentLaterAndItsWebhookStaysEnabled() throws Exception {
    long unreadable = rows.hook(endpoint.uri().resolve("/other"), new Vault(otherKey()), secret);
    long changeset = creation();

    TaskOutcome outcome = run(changeset);

    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
    assertThat(outcome).isEqualTo(new TaskOutcome.Reschedule(Duration.ofSeconds(30)));
    WebhookDelivery unsent = runner.deliveries.page(unreadable, 0, 1).get(0);
    assertThat(unsent.attempts()).isZero();
    assertThat(unsent.error()).contains("this server could not send it");

    rows.execute("update webhook_delivery set attempts = 1, created_at = timestamp '2020-01-01'");
    isDueNow();
    run(changeset);
    assertThat(runner.deliveries.page(unreadable, 0, 1).get(0).state())
        .isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(runner.hooks.find(unreadable).orElseThrow().enabled()).isTrue();
  }

  private static byte[] otherKey() {
    byte[] key = new byte[32];
    key[0] = 1;
    return key;
  }

  @Test
  void oneAddressThatCannotBeCalledDelaysNoOtherDelivery() throws Exception {
    for (String bad : List.of("http://127.0.0.1:88888/", "http:///x", "mailto:a@b")) {
      rows.hook(endpoint.uri().resolve("/" + bad.length()), vault, secret);
      rows.execute("update webhook set url = ? where id = (select max(id) from webhook)", bad);
    }
    long changeset = creation();

    run(changeset);

    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
  }

  @Test
  void aReplayThatFailsEndsAtOnceAndDisablesNothing() throws Exception {
    long changeset = creation();
    run(changeset);
    rows.execute("update webhook set succeeded_at = null");
    endpoint.answers(500, "broken");

    WebhookDelivery replayed =
        trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset));

    assertThat(replayed.state()).isEqualTo(WebhookDelivery.State.FAILED);
    assertThat(replayed.answerBody()).isEqualTo("broken");
    assertThat(replayed.nextAt()).isNull();
    assertThat(enabled()).isTrue();
  }

  @Test
  void aReplayToAHostThatRestsIsRefusedAndChangesNothing() throws Exception {
    long changeset = creation();
    run(changeset);
    endpoint.answers(503, "down");
    for (int i = 0; i < 5; i++) {
      run(announced(rows.changeset("down", Map.of())));
    }
    int sent = endpoint.received().size();

    assertThatThrownBy(
            () -> trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("its host keeps failing");

    assertThat(endpoint.received()).hasSize(sent);
    assertThat(delivery(changeset).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
    assertThat(enabled()).isTrue();
  }

  /** A server was killed while it replayed one delivery and pinged. */
  @Test
  void deliveryWithoutAnEndIsReplayedOrDeleted() throws Exception {
    long changeset = creation();
    run(changeset);
    runner.deliveries.insertPing(hook, "msg_ping_lost", Duration.ofSeconds(9));
    rows.execute(
        "update webhook_delivery set state = 'sending', next_at = current_timestamp - interval '1'"
            + " second");

    assertThat(trial().replay(runner.hooks.find(hook).orElseThrow(), delivery(changeset)).state())
        .isEqualTo(WebhookDelivery.State.DELIVERED);

    rows.execute("update webhook_delivery set updated_at = current_timestamp - interval '31' day");
    assertThat(runner.deliveries.purge(Duration.ofDays(30), 10)).isEqualTo(2);
  }

  @Test
  void migrationKeepsOneTaskPerChangeset() throws Exception {
    String insert =
        "insert into task (kind, subject, changeset_id, artifact_id, tracker_id, project_id,"
            + " send_notifications, mode, state, created_at, due_at, epoch, failures) values"
            + " (?, ?, ?, 1, 1, 1, true, 'queued', ?, current_timestamp, current_timestamp, 0, 0)";
    rows.execute(insert, "webhook", "5", 1L, "waiting");
    rows.execute(insert, "webhook", "6", 1L, "waiting");
    rows.execute(insert, "webhook", "7", 1L, "running");
    rows.execute(insert, "webhook", "5", 2L, "ended");
    rows.execute(insert, "webhook", "6", 2L, "waiting");
    rows.execute(insert, "notification", "8", 1L, "waiting");

    String script =
        Files.readString(Path.of("src/main/resources/db/migration/V63__one_webhook_task.sql"));
    rows.jdbi.useHandle(handle -> handle.createScript(script).execute());

    List<String> left =
        rows.jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select kind || changeset_id || subject from task where state <> 'ended'"
                            + " order by id")
                    .mapTo(String.class)
                    .list());
    assertThat(left).containsExactly("webhook1", "webhook2", "notification18");
  }

  private ManualDelivery trial() {
    ManualDelivery manualDelivery = new ManualDelivery();
    manualDelivery.deliveries = runner.deliveries;
    manualDelivery.webhookPayloads = runner.webhookPayloads;
    manualDelivery.parallelSender = runner.parallelSender;
    manualDelivery.deliveryAttempt = runner.parallelSender.deliveryAttempt;
    manualDelivery.resultRecorder = runner.resultRecorder;
    return manualDelivery;
  }

  private boolean enabled() {
    return runner.hooks.find(hook).orElseThrow().enabled();
  }

  private ChangesetRecorded changeset(long id) {
    return new ChangesetRecorded(rows.project, rows.tracker, rows.artifact, id, true, true);
  }
}
