package carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an operator looks at, on the real server. */
@ArquillianTest
class OperationIT {
  private static final Pattern NAMES = Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE);

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void aSystemCheckOnDemandIsListedFirst() {
    JsonNode event = Api.as("admin").post("/api/v1/system-checks", "").json();
    assertThat(event.get("type").asText()).isEqualTo("SYSTEM_CHECK");
    assertThat(event.get("status").asText()).isIn("DONE", "WARNING", "ERROR");
    assertThat(event.get("log").asText()).isNotBlank().doesNotContain("' failed (");

    JsonNode page = Api.as("viewer").get("/api/v1/system-events?limit=1").json();
    assertThat(page.get("items")).hasSize(1);
    assertThat(page.get("items").get(0).get("id").asLong())
        .isGreaterThanOrEqualTo(event.get("id").asLong());
  }

  @Test
  void pagesOfSystemEventsFollowEachOther() {
    Api.as("admin").post("/api/v1/system-checks", "");
    Api.as("admin").post("/api/v1/system-checks", "");
    JsonNode first = Api.as("viewer").get("/api/v1/system-events?limit=1").json();
    JsonNode second =
        Api.as("viewer")
            .get("/api/v1/system-events?limit=1&cursor=" + first.get("next").asText())
            .json();
    assertThat(second.get("items").get(0).get("id").asLong())
        .isLessThan(first.get("items").get(0).get("id").asLong());
  }

  @Test
  void settingsAreShownWithTheirSourceAndWithoutSecrets() {
    Api.Answer answer = Api.as("admin").get("/api/v1/settings");
    JsonNode password = setting(answer.json(), "redis_password");
    assertThat(password.get("value").asText()).isEqualTo("***");
    JsonNode schedule = setting(answer.json(), "carillon.mail.give-up-after");
    assertThat(schedule.get("value").asText()).isEqualTo("P4D");
    assertThat(schedule.get("source").asText()).isEqualTo("default");
    assertThat(Api.as("viewer").get("/api/v1/settings").status()).isEqualTo(403);
  }

  @Test
  void administratorsActionsAreAudited() throws IOException {
    Api.as("viewer").post("/api/v1/system-checks", "");
    Api.as("admin").post("/api/v1/system-checks", "");
    assertThat(Files.readString(Carillon.log("carillon_audit")))
        .containsPattern("viewer POST /carillon/api/v1/system-checks from 127.0.0.1: 403")
        .containsPattern("admin POST /carillon/api/v1/system-checks from 127.0.0.1: 200");
  }

  @Test
  void administratorsSeeWhoDidAndReadWhat() {
    Api admin = Api.as("admin");
    admin.get("/api/v1/settings");
    admin.post(
        "/api/v1/dead-letters/delete", "{\"filter\":{\"eventName\":\"no.such\"},\"dryRun\":true}");
    Api.as("producer").post("/api/v1/dead-letters/delete", "{\"filter\":{}}");

    JsonNode entries = admin.get("/api/v1/audit?limit=3").json().get("items");
    assertThat(entries.get(0).get("user").asText()).isEqualTo("producer");
    assertThat(entries.get(0).get("status").asInt()).isEqualTo(403);
    assertThat(entries.get(1).get("detail").asText())
        .contains("dryRun=true", "\"eventName\":\"no.such\"", "matched=0");
    assertThat(entries.get(2).get("path").asText()).endsWith("/settings");
    JsonNode found = admin.get("/api/v1/audit?user=producer&path=dead-letters&limit=1").json();
    assertThat(found.get("items")).hasSize(1);
    assertThat(Api.as("viewer").get("/api/v1/audit").status()).isEqualTo(403);
    assertThat(Api.as("producer").get("/api/v1/audit").status()).isEqualTo(403);
  }

  private static JsonNode setting(JsonNode page, String key) {
    for (JsonNode item : page.get("items")) {
      if (item.get("key").asText().equals(key)) {
        return item;
      }
    }
    throw new AssertionError(key + " is not listed");
  }

  @Test
  void readinessChecksAreShownToAuthenticatedCallersOnly() {
    assertThat(Api.anonymous().get("/ready").json().has("checks")).isFalse();
    JsonNode checks = Api.as("viewer").get("/ready").json().get("checks");
    assertThat(checks.findValuesAsText("name"))
        .containsExactly("database", "supervisor", "redis", "workers", "outbound");
    assertThat(checks.findValuesAsText("status")).containsOnly("UP");
  }

  @Test
  void theExpositionHasTheNamesOfTheContractAndNoOthers() {
    Api.as("admin").post("/api/v1/system-checks", "");
    Api.Answer answer =
        await("the node counted")
            .atMost(Duration.ofSeconds(20))
            .until(() -> Api.anonymous().get("/metrics"), OperationIT::countsOneNode);
    assertThat(answer.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(answer.text().lines()).contains("carillon_redis_up 1.0");
    Set<String> names =
        NAMES
            .matcher(answer.text())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names)
        .contains("carillon_queue_size", "carillon_workers", "carillon_system_events_total")
        .isSubsetOf(contract());
  }

  /** A node has itself counted with its first sign of life, some seconds after the deployment. */
  private static boolean countsOneNode(Api.Answer answer) {
    return answer.text().lines().anyMatch("carillon_nodes 1.0"::equals);
  }

  private static Set<String> contract() {
    String names =
        "queue_events_total queue_events_duration_seconds queue_wait_seconds job_run_seconds"
            + " queue_size queue_oldest_seconds workers nodes notification_tasks"
            + " notification_oldest_seconds notification_seconds mails_total mail_seconds"
            + " relay_open http_writes_refused_total system_events_total redis_up";
    return Arrays.stream(names.split(" ")).map("carillon_"::concat).collect(Collectors.toSet());
  }
}
