package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.dispatch.TaskOutcome;
import carillon.job.engine.BackgroundTasks;
import carillon.outbound.Endpoint;
import carillon.outbound.HostCircuits;
import carillon.outbound.OutboundHttpClient;
import carillon.outbound.Vault;
import carillon.tracker.ChangesetRecorded;
import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The webhooks of a tracker, a real HTTP server as endpoint, on a real database. */
abstract class WebhookHarness {
  static final TaskOutcome ENDED = new TaskOutcome.Ended();
  static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "carillon.outbound.allow", "127.0.0.1",
              "carillon.webhooks.timeout", "PT4S",
              "carillon.webhooks.schedule", "PT5S,PT5M"));

  final Endpoint endpoint = new Endpoint();
  final Vault vault = new Vault(new byte[32]);
  final Secret secret = Secret.generated(new SecureRandom());
  final OutboundHttpClient outboundHttpClient = new OutboundHttpClient(SETTINGS);
  final WebhookTaskHandler runner = new WebhookTaskHandler();
  WebhookRows rows;
  long hook;
  BackgroundTasks.Task lateStep;

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

  BackgroundTasks.Handle background(String name, BackgroundTasks.Task task) {
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

  TaskOutcome run(long changeset) throws Exception {
    TaskOutcome.Atomically both = (TaskOutcome.Atomically) runner.run(rows.task(changeset));
    both.work().run();
    both.afterwards().run();
    return both.outcome();
  }

  WebhookDelivery delivery(long changeset) {
    return runner.deliveries.page(hook, 0, 100).stream()
        .filter(one -> one.changesetId() == changeset)
        .findFirst()
        .orElseThrow();
  }

  long creation() {
    return announced(
        rows.changeset(null, Map.of(rows.title, "\"One\"", rows.secret, "\"hidden\"")));
  }

  long announced(long changeset) {
    assertThat(runner.tasksFor(changeset(changeset))).containsExactly("");
    runner.prepare(changeset(changeset));
    return changeset;
  }

  void isDueNow() {
    rows.execute("update webhook_delivery set next_at = current_timestamp - interval '1' second");
  }

  void verify(Endpoint.Received received) throws Exception {
    HttpHeaders headers =
        HttpHeaders.of(
            received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            (name, value) -> true);
    new com.standardwebhooks.Webhook(secret.text()).verify(received.body(), headers);
  }

  boolean enabled() {
    return runner.hooks.find(hook).orElseThrow().enabled();
  }

  ChangesetRecorded changeset(long id) {
    return new ChangesetRecorded(rows.project, rows.tracker, rows.artifact, id, true, true);
  }
}
