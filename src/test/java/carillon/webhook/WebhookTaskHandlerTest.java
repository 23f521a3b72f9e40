package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.dispatch.TaskOutcome;
import carillon.outbound.Endpoint;
import carillon.outbound.HttpReply;
import carillon.outbound.Vault;
import carillon.webhook.AttemptResult.Settled;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** One task, one request to a real HTTP server, on a real database. */
class WebhookTaskHandlerTest extends WebhookHarness {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private JsonNode body(int index) throws Exception {
    return new ObjectMapper().readTree(endpoint.received().get(index).body());
  }

  private void isDueAgain(long changeset) {
    isDueNow();
    assertThat(delivery(changeset).state().ended()).isFalse();
  }

  private Connection noConnection() throws SQLException {
    throw new SQLException("away");
  }

  private static byte[] otherKey() {
    byte[] key = new byte[32];
    key[0] = 1;
    return key;
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
}
