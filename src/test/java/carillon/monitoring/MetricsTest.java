package carillon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.dispatch.DispatchMode;
import carillon.http.limits.WriteRefused;
import carillon.job.JobId;
import carillon.job.Priority;
import carillon.job.QueueName;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.Job;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobResult;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.RunsCompleted;
import carillon.mail.MailAttempted;
import carillon.mail.MailSender;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import carillon.notification.NotificationEnded;
import carillon.systemcheck.SystemEvent;
import carillon.systemcheck.SystemEventEnded;
import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final String scope = "test" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
  private final Meters meters = new Meters(SharedMetricRegistries.getOrCreate(scope));
  private final FakeQueue queue = new FakeQueue();
  private final TopicLabels topicLabels = new TopicLabels(Set.of("tuleap.tracker.artifact"));
  private final JobMetrics jobs =
      new JobMetrics(meters, topicLabels, queue, Clock.fixed(NOW, ZoneOffset.UTC));
  private final MailMetrics mails =
      new MailMetrics(
          meters,
          MailSender.through(
              null, Settings.of(Map.of()), Clock.fixed(NOW, ZoneOffset.UTC), attempt -> {}));

  @BeforeEach
  void database() {
    Samples samples = new Samples(queue, TestDatabase.create());
    new Gauges(meters, samples, queue, new FakeWorkers(), Clock.fixed(NOW, ZoneOffset.UTC))
        .register(new Object());
  }

  private String text() {
    return new Exposition(meters).text(scope);
  }

  private void end(JobOutcome outcome, int attempt, String topic) {
    Job job =
        new Job(
            new JobId("notifications-1-1"),
            "r",
            topic,
            "{}",
            101,
            Priority.NORMAL,
            attempt,
            0,
            NOW.minusSeconds(60),
            NOW.minusSeconds(60),
            null,
            Duration.ZERO,
            "");
    jobs.ended(
        new RunsCompleted(
            List.of(
                new CompletedRun(
                    new JobResult(job, outcome),
                    QueueName.NOTIFICATIONS,
                    Duration.ofMillis(3),
                    Duration.ofMillis(40)))));
  }

  @Test
  void namesAreThoseOfTheContractAndNoOthers() {
    jobs.enqueued(new JobsEnqueued(QueueName.NOTIFICATIONS, "tuleap.tracker.artifact", 2));
    end(new JobOutcome.Done(), 1, "tuleap.tracker.artifact");
    everyOtherEvent();

    Set<String> names =
        Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE)
            .matcher(text())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names)
        .containsExactlyInAnyOrder(
            "carillon_queue_events_total",
            "carillon_queue_events_duration_seconds",
            "carillon_queue_wait_seconds",
            "carillon_job_run_seconds",
            "carillon_queue_size",
            "carillon_queue_oldest_seconds",
            "carillon_workers",
            "carillon_nodes",
            "carillon_notification_tasks",
            "carillon_notification_oldest_seconds",
            "carillon_notification_seconds",
            "carillon_mails_total",
            "carillon_mail_seconds",
            "carillon_relay_open",
            "carillon_http_writes_refused_total",
            "carillon_system_events_total",
            "carillon_redis_up");
  }

  private void everyOtherEvent() {
    new NotificationMetrics(meters)
        .ended(new NotificationEnded(57, Duration.ofMillis(1234), DispatchMode.QUEUED));
    mails.attempted(
        new MailAttempted("default", new SendOutcome.Unknown("lost"), Duration.ofMillis(20)));
    new HttpMetrics(meters).refused(new WriteRefused());
    new SystemEventMetrics(meters)
        .ended(
            new SystemEventEnded(new SystemEvent(1, "SYSTEM_CHECK", "DONE", "OK", NOW, NOW, NOW)));
  }

  @Test
  void aJobThatIsDoneIsCountedAndTimed() {
    jobs.enqueued(new JobsEnqueued(QueueName.NOTIFICATIONS, "tuleap.tracker.artifact", 2));
    end(new JobOutcome.Done(), 1, "tuleap.tracker.artifact");
    String labels = "{queue=\"notifications\",status=\"%s\",topic=\"tuleap.tracker.artifact\"} %s";
    assertThat(text().lines())
        .contains("carillon_queue_events_total" + labels.formatted("enqueued", "2.0"))
        .contains("carillon_queue_events_total" + labels.formatted("dequeued", "1.0"))
        .contains("carillon_queue_events_total" + labels.formatted("done", "1.0"))
        .contains("carillon_queue_wait_seconds_bucket{queue=\"notifications\",le=\"0.001\"} 0.0")
        .contains("carillon_queue_wait_seconds_bucket{queue=\"notifications\",le=\"0.005\"} 1.0")
        .contains("carillon_queue_events_duration_seconds_sum{queue=\"notifications\"} 0.043")
        .contains("carillon_job_run_seconds_count{topic=\"tuleap.tracker.artifact\"} 1.0");
  }

  @Test
  void theDurationOfARetriedJobIsCountedFromItsEnqueue() {
    end(new JobOutcome.Retry(Duration.ofSeconds(1), "e"), 1, "tuleap.tracker.artifact");
    end(new JobOutcome.Done(), 2, "tuleap.tracker.artifact");
    assertThat(text().lines())
        .contains("carillon_queue_events_duration_seconds_sum{queue=\"notifications\"} 60.0");
  }

  /** Of a series that appears with its first event, {@code increase()} sees nothing. */
  @Test
  void everySeriesBeginsAtZero() {
    jobs.start(new Object());
    mails.start(new Object());
    new SystemEventMetrics(meters).start(new Object());
    new NotificationMetrics(meters).start(new Object());
    new HttpMetrics(meters).start(new Object());
    String events = "carillon_queue_events_total{queue=\"%s\",status=\"%s\",topic=\"%s\"} 0.0";

    assertThat(text().lines())
        .contains(events.formatted("notifications", "discarded", "tuleap.tracker.artifact"))
        .contains(events.formatted("webhooks", "discarded", "other"))
        .contains(events.formatted("background", "timedout", "other"))
        .contains("carillon_queue_wait_seconds_count{queue=\"webhooks\"} 0.0")
        .contains("carillon_job_run_seconds_count{topic=\"other\"} 0.0")
        .contains("carillon_mails_total{outcome=\"failed\",relay=\"default\"} 0.0")
        .contains("carillon_relay_open{relay=\"default\"} 0.0")
        .contains("carillon_notification_seconds_count{mode=\"inline\"} 0.0")
        .contains("carillon_http_writes_refused_total 0.0")
        .contains("carillon_system_events_total{status=\"ERROR\"} 0.0");
    end(new JobOutcome.Bury("EXHAUSTED", "e"), 3, "tuleap.tracker.artifact");
    assertThat(text().lines())
        .contains(
            events
                .formatted("notifications", "discarded", "tuleap.tracker.artifact")
                .replace("} 0.0", "} 1.0"));
  }

  @Test
  void everyOutcomeOfAMailHasItsSeries() {
    assertThat(
            List.of(
                new SendOutcome.Sent(SmtpReply.of(250, "ok")),
                new SendOutcome.Deferred(SmtpReply.of(450, "later")),
                new SendOutcome.Failed(SmtpReply.of(550, "no")),
                new SendOutcome.Unknown("lost"),
                new SendOutcome.RelayDown("away")))
        .extracting(SendOutcome::label)
        .containsExactlyInAnyOrderElementsOf(SendOutcome.LABELS);
  }

  @Test
  void eventNamesWithoutAHandlerShareOneLabel() {
    end(new JobOutcome.Bury("UNKNOWN_TYPE", "e"), 1, "made.up");
    jobs.timedOut(new JobTimedOut(new JobId("notifications-1-1"), QueueName.NOTIFICATIONS, "x.y"));
    assertThat(text())
        .contains("status=\"discarded\",topic=\"other\"")
        .contains("status=\"timedout\",topic=\"other\"")
        .doesNotContain("made.up");
  }

  @Test
  void mailsAreCountedByRelayAndOutcome() {
    everyOtherEvent();
    assertThat(text().lines())
        .contains("carillon_mails_total{outcome=\"unknown\",relay=\"default\"} 1.0")
        .contains("carillon_mail_seconds_sum{relay=\"default\"} 0.02")
        .contains("carillon_notification_seconds_count{mode=\"queued\"} 1.0")
        .contains("carillon_relay_open{relay=\"default\"} 0.0");
  }

  @Test
  void gaugesAreAskedWhenSomeoneLooks() {
    assertThat(text().lines())
        .contains("carillon_redis_up 1.0")
        .contains("carillon_nodes 2.0")
        .contains("carillon_queue_size{queue=\"notifications\",state=\"ready\"} 4.0")
        .contains("carillon_queue_size{queue=\"background\",state=\"dead\"} 1.0")
        .contains("carillon_queue_oldest_seconds{queue=\"background\",state=\"ready\"} 40.0")
        .contains("carillon_queue_oldest_seconds{queue=\"background\",state=\"scheduled\"} 0.0")
        .contains("carillon_queue_oldest_seconds{queue=\"background\",state=\"dead\"} 10.0")
        .contains("carillon_queue_oldest_seconds{queue=\"background\",state=\"running\"} 0.0")
        .contains("carillon_workers{queue=\"notifications\",state=\"busy\"} 1.0")
        .contains("carillon_workers{queue=\"notifications\",state=\"idle\"} 0.0")
        .contains("carillon_notification_tasks{state=\"waiting\"} 0.0")
        .contains("carillon_notification_oldest_seconds 0.0");
  }

  @Test
  void withoutARedisItIsDownAndThereAreNoQueues() {
    String other = scope + "without";
    Meters apart = new Meters(SharedMetricRegistries.getOrCreate(other));
    queue.configured = false;
    new JobMetrics(apart, topicLabels, queue, Clock.systemUTC()).start(new Object());
    Samples samples = new Samples(queue, TestDatabase.create());
    new Gauges(apart, samples, queue, new FakeWorkers(), Clock.fixed(NOW, ZoneOffset.UTC))
        .register(new Object());
    assertThat(new Exposition(apart).text(other))
        .contains("carillon_redis_up 0.0")
        .doesNotContain("carillon_queue", "carillon_workers", "carillon_nodes");
  }

  @Test
  void redisAwayIsToldAndAskedOnlyOnce() {
    queue.away = true;
    assertThat(text().lines())
        .contains("carillon_redis_up 0.0")
        .contains("carillon_queue_size{queue=\"notifications\",state=\"ready\"} NaN");
    assertThat(queue.asked).hasValue(1);
  }

  @Test
  void everyLineIsPrometheusText() {
    end(new JobOutcome.Done(), 1, "tuleap.tracker.artifact");
    Pattern line =
        Pattern.compile(
            "# (HELP|TYPE) \\w+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? \\S+");
    assertThat(text().lines()).allMatch(text -> line.matcher(text).matches());
    assertThat(line.matcher("x{} 1").results().map(MatchResult::group)).isEmpty();
  }
}
