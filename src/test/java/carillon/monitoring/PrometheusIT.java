package carillon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the real server. */
@ArquillianTest
@EnabledIf("carillon.monitoring.Prometheus#installed")
class PrometheusIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration SEEN = Duration.ofMillis(1500);
  private static final String STUCK = "CarillonQueueStuck background";

  @TempDir Path folder;

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void promtoolFindsNothingWrongWithTheExposition() throws IOException {
    Api.as("admin").post("/api/v1/system-checks", "");
    Prometheus.promtool(folder, Api.anonymous().get("/metrics").text(), "check", "metrics");
  }

  @Test
  void theAlertForAStuckQueueFiresWhileItIsPausedAndResolves() throws IOException {
    Files.writeString(folder.resolve("alerts.yml"), impatientAlerts());
    try (Prometheus prometheus = Prometheus.started(folder, scraping())) {
      await("the scrape").atMost(SOON).untilAsserted(() -> healthy(prometheus));
      succeeds(Api.as("admin").post("/api/v1/queues/background/pause", ""));
      await("the pause, seen by the workers").pollDelay(SEEN).until(() -> true);
      String job = "{\"eventName\":\"nobody.knows\",\"payload\":{},\"ttl\":\"PT60S\"}";
      Api.Answer accepted = succeeds(Api.as("producer").post("/api/v1/jobs", job));
      await("the alert")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(firing(prometheus)).as(oldest(prometheus)).contains(STUCK));

      succeeds(Api.as("admin").delete("/api/v1/jobs/" + accepted.json().get("id").asText()));
      succeeds(Api.as("admin").post("/api/v1/queues/background/resume", ""));
      await("its end")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(firing(prometheus)).doesNotContain(STUCK));
    } finally {
      Api.as("admin").post("/api/v1/queues/background/resume", "");
    }
  }

  private static Api.Answer succeeds(Api.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer;
  }

  private static void healthy(Prometheus prometheus) throws IOException {
    JsonNode targets = prometheus.data("targets").get("activeTargets");
    assertThat(targets.at("/0/health").asText()).as(targets.toString()).isEqualTo("up");
  }

  private static String oldest(Prometheus prometheus) throws IOException {
    return prometheus.data("query?query=carillon_queue_oldest_seconds").toString();
  }

  private static List<String> firing(Prometheus prometheus) throws IOException {
    List<String> firing = new ArrayList<>();
    for (JsonNode alert : prometheus.data("alerts").get("alerts")) {
      if (alert.get("state").asText().equals("firing")) {
        firing.add(
            alert.at("/labels/alertname").asText() + " " + alert.at("/labels/queue").asText());
      }
    }
    return firing;
  }

  /** The very rules, but with seconds in place of minutes. */
  private static String impatientAlerts() throws IOException {
    return Files.readString(Path.of("docker/prometheus/alerts.yml"))
        .replace("for: 1m", "for: 2s")
        .replace("> 120", "> 3");
  }

  private static String scraping() throws IOException {
    return Files.readString(Path.of("docker/prometheus/prometheus.yml"))
        .replace("15s", "1s")
        .replace("carillon:8080", URI.create(Carillon.BASE).getAuthority());
  }
}
