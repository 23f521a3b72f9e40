package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Http;
import carillon.testkit.SampleTracker;
import carillon.testkit.SaveLoad;
import carillon.testkit.Scrape;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every documented metric against a known load. */
@Tag("servers")
class MetricsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int JOBS = 300;
  private static final int PAUSED = 7;
  private static final int SAVES = 20;
  private static final int RECIPIENTS = 3;

  private SharedServer sharedServer;
  private Http admin;
  private Scrape before;
  private long begin;

  @Test
  void metricsMatchKnownLoad() throws IOException {
    sharedServer = SharedServer.shared();
    admin = sharedServer.admin;
    SampleTracker tracker = sharedServer.tracker(RECIPIENTS);
    before = Scrape.of(admin);
    begin = System.nanoTime();

    load(tracker);
    whilePaused();
    admin.post("/system-checks", Map.of());

    await("metrics of jobs").atMost(SOON).untilAsserted(this::jobs);
    await("metrics of mails").atMost(SOON).untilAsserted(this::mails);
    await("gauges").atMost(SOON).untilAsserted(this::now);
  }

  private void load(SampleTracker tracker) {
    List<Object> jobs = new ArrayList<>();
    IntStream.range(0, JOBS).forEach(i -> jobs.add(counted(Map.of())));
    jobs.add(job("test.counted", Map.of("number", "none"), Map.of()));
    jobs.add(job("test.fickle", Map.of("slow", false), Map.of()));
    jobs.add(job("test.fickle", Map.of("slow", true), Map.of()));
    jobs.add(job("nobody.knows", Map.of(), Map.of("ttl", "PT1S")));
    admin.post("/jobs/bulk", jobs);
    String id = admin.post("/jobs", counted(Map.of("delay", "PT1H"))).get("id").asText();
    // Redis metrics are refreshed at most once a second.
    await("scheduled jobs")
        .atMost(SOON)
        .until(() -> gauge("carillon_queue_size{queue=\"background\",state=\"scheduled\"}") > 0);
    admin.delete("/jobs/" + id);
    IntStream.range(0, SAVES).forEach(i -> tracker.save());
  }

  private void whilePaused() {
    admin.post("/queues/background/pause", Map.of());
    try {
      // Workers notice the pause within a second.
      SaveLoad.waitFor(Duration.ofMillis(1500));
      admin.post(
          "/jobs/bulk", IntStream.range(0, PAUSED).mapToObj(i -> counted(Map.of())).toList());
      await("waiting jobs")
          .atMost(SOON)
          .until(
              () -> gauge("carillon_queue_size{queue=\"background\",state=\"ready\"}") >= PAUSED);
      await("age of the oldest job")
          .atMost(SOON)
          .until(
              () ->
                  gauge("carillon_queue_oldest_seconds{queue=\"background\",state=\"ready\"}") > 1);
      assertThat(gauge("carillon_queue_oldest_seconds{queue=\"background\",state=\"ready\"}"))
          .isLessThan(seconds());
    } finally {
      admin.post("/queues/background/resume", Map.of());
    }
  }

  private void jobs() {
    Scrape now = Scrape.of(admin);
    events(now, "test.counted", "enqueued", JOBS + 2 + PAUSED);
    events(now, "test.counted", "dequeued", JOBS + 1 + PAUSED);
    events(now, "test.counted", "done", JOBS + PAUSED);
    events(now, "test.counted", "discarded", 1);
    events(now, "test.counted", "cancelled", 1);
    events(now, "test.fickle", "enqueued", 2);
    events(now, "test.fickle", "requeued", 2);
    events(now, "test.fickle", "timedout", 1);
    events(now, "test.fickle", "done", 2);
    events(now, "other", "expired", 1);
    changed(now, "carillon_job_run_seconds_count{topic=\"test.counted\"}", JOBS + 1 + PAUSED);
    changed(now, "carillon_job_run_seconds_count{topic=\"test.fickle\"}", 4);
    changed(
        now,
        "carillon_queue_events_duration_seconds_count{queue=\"background\"}",
        JOBS + PAUSED + 2);
    // One job ran until its time-out of 1 s; all others were short.
    assertThat(grown(now, "carillon_job_run_seconds_sum{topic=\"test.fickle\"}"))
        .isBetween(1.0, 4.0);
    assertThat(grown(now, "carillon_job_run_seconds_sum{topic=\"test.counted\"}"))
        .isBetween(0.0, seconds());
    assertThat(grown(now, "carillon_queue_wait_seconds_sum{queue=\"background\"}"))
        .isBetween(0.0, (JOBS + PAUSED + 6) * seconds());
  }

  private void mails() {
    Scrape now = Scrape.of(admin);
    String topic = "tuleap.tracker.artifact";
    String labels = "{queue=\"notifications\",status=\"%s\",topic=\"" + topic + "\"}";
    changed(now, "carillon_queue_events_total" + labels.formatted("enqueued"), SAVES);
    changed(now, "carillon_queue_events_total" + labels.formatted("done"), SAVES);
    assertThat(
            now.sum("carillon_mails_total{outcome=\"sent\"")
                - before.sum("carillon_mails_total{outcome=\"sent\""))
        .isEqualTo(SAVES * RECIPIENTS);
    assertThat(now.sum("carillon_mail_seconds_count") - before.sum("carillon_mail_seconds_count"))
        .isEqualTo(SAVES * RECIPIENTS);
    changed(now, "carillon_notification_seconds_count{mode=\"queued\"}", SAVES);
    assertThat(now.sum("carillon_system_events_total") - before.sum("carillon_system_events_total"))
        .isGreaterThanOrEqualTo(1);
    assertThat(now.of("carillon_notification_tasks{state=\"waiting\"}")).isZero();
    assertThat(now.of("carillon_notification_oldest_seconds")).isZero();
  }

  private void now() {
    Scrape now = Scrape.of(admin);
    assertThat(now.of("carillon_redis_up")).isEqualTo(1);
    assertThat(now.of("carillon_nodes")).isEqualTo(1);
    assertThat(now.sum("carillon_relay_open")).isZero();
    assertThat(now.sum("carillon_workers{queue=\"notifications\"")).isEqualTo(4);
    assertThat(now.sum("carillon_workers{queue=\"background\"")).isEqualTo(1);
    assertThat(now.sum("carillon_workers{queue=\"webhooks\"")).isEqualTo(2);
    assertThat(now.of("carillon_queue_size{queue=\"background\",state=\"dead\"}"))
        .isEqualTo(sharedServer.queue("background").get("dead").asDouble());
    assertThat(now.of("carillon_queue_oldest_seconds{queue=\"background\",state=\"dead\"}"))
        .isPositive();
  }

  private double gauge(String series) {
    return Scrape.of(admin).of(series);
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void events(Scrape now, String topic, String status, int times) {
    changed(
        now,
        "carillon_queue_events_total{queue=\"background\",status=\"%s\",topic=\"%s\"}"
            .formatted(status, topic),
        times);
  }

  private void changed(Scrape now, String series, int by) {
    assertThat(grown(now, series)).as(series).isEqualTo(by);
  }

  private double grown(Scrape now, String series) {
    return now.of(series) - before.of(series);
  }

  private static Map<String, Object> counted(Map<String, Object> more) {
    return job(
        "test.counted", Map.of("number", 1, "sentAt", Instant.now().toString(), "millis", 0), more);
  }

  private static Map<String, Object> job(
      String event, Map<String, Object> payload, Map<String, Object> more) {
    Map<String, Object> job = new java.util.LinkedHashMap<>(more);
    job.put("eventName", event);
    job.put("payload", payload);
    return job;
  }
}
