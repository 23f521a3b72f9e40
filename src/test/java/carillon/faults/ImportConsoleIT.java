package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.jiraimport.FakeJira;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports steered as the admin console does, by the lines of {@code wildfly-config/README.md}. */
@Tag("faults-on-demand")
class ImportConsoleIT {
  private static final String BATCH = "/deployment=carillon.war/subsystem=batch-jberet";
  private static final Path README = Path.of("wildfly-config/README.md");
  private static final int ISSUES = 600;

  @Test
  void anImportIsSeenStoppedRestartedAndStartedThere() throws Exception {
    Site site = Site.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, 1)) {
      jira.answerAfter(Duration.ofSeconds(2));
      long id = begin(site, jira);
      reaches(site, id, "running");
      assertThat(type(site, id, "read-resource"))
          .contains("\"batch-status\" => \"STARTED\"", "\"running-executions\" => 1");

      type(site, id, "stop-job");
      reaches(site, id, "stopped");
      long execution = site.admin.get("/imports/" + id).get("executionId").asLong();
      type(site, id, "restart-job");
      reaches(site, id, "running");
      assertThat(site.admin.get("/imports/" + id).get("executionId").asLong())
          .isGreaterThan(execution);

      type(site, id, "stop-job");
      reaches(site, id, "stopped");
      jira.answerAfter(Duration.ZERO);
      type(site, id, "start-job");
      reaches(site, id, "done");
      JsonNode done = site.admin.get("/imports/" + id);
      assertThat(done.get("done").asInt()).isEqualTo(ISSUES);
      assertThat(artifacts(site, done.get("trackerId").asLong())).isEqualTo(ISSUES);
    }
  }

  @Test
  void oneStoppedByHandWaitsForAPersonAndOneStoppedWithItsServerDoesNot() throws Exception {
    Site site = Site.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, 1)) {
      jira.answerAfter(Duration.ofSeconds(2));
      long inTheConsole = begin(site.admin, jira, "stopped");
      reaches(site, inTheConsole, "running");
      type(site, inTheConsole, "stop-job");
      reaches(site, inTheConsole, "stopped");
      await()
          .during(Duration.ofSeconds(5))
          .until(() -> state(site, inTheConsole).equals("stopped"));
      long overHttp = begin(site.admin, jira, "stopped2");
      reaches(site, overHttp, "running");
      site.admin.post("/imports/" + overHttp + "/stop", null);
      reaches(site, overHttp, "stopped");
      long goesOn = begin(site.admin, jira, "goeson");
      reaches(site, goesOn, "running");

      site.server.terminate();
      jira.answerAfter(Duration.ZERO);
      site.server.start();

      reaches(site, goesOn, "done");
      for (long stopped : List.of(inTheConsole, overHttp)) {
        assertThat(state(site, stopped)).isEqualTo("stopped");
        site.admin.post("/imports/" + stopped + "/restart", null);
        reaches(site, stopped, "done");
        assertThat(site.admin.get("/imports/" + stopped).get("done").asInt()).isEqualTo(ISSUES);
      }
      for (String log : List.of("server.log", "worker_log", "carillon_syslog", "carillon_audit")) {
        assertThat(Files.readString(site.server.log(log))).doesNotContain(jira.auth().values());
      }
    }
  }

  private static String type(Site site, long id, String operation) throws IOException {
    String line =
        Files.readAllLines(README).stream()
            .filter(one -> one.startsWith(BATCH) && one.contains(":" + operation + "("))
            .findFirst()
            .orElseThrow();
    JsonNode execution = site.admin.get("/imports/" + id).path("executionId");
    return Cli.run(
        site.server,
        List.of(
            line.replace("IMPORT", Long.toString(id)).replace("EXECUTION", execution.asText())));
  }

  private static void reaches(Site site, long id, String state) {
    await(state)
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(site, id).equals(state));
  }

  private static String state(Site site, long id) {
    return site.admin.get("/imports/" + id).get("state").asText();
  }

  private static int artifacts(Site site, long tracker) {
    int count = 0;
    String next = "";
    while (next != null) {
      JsonNode page = site.admin.get("/trackers/" + tracker + "/artifacts?limit=200" + next);
      count += page.get("items").size();
      next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    }
    return count;
  }

  static long begin(Site site, FakeJira jira) {
    return begin(site.admin, jira, "console");
  }

  /** Begins an import into a project and a tracker of its own. */
  static long begin(Http admin, FakeJira jira, String name) {
    JsonNode project =
        admin.post("/projects", Map.of("shortName", name, "name", name, "visibility", "public"));
    return admin
        .post(
            "/imports/jira",
            Map.of(
                "url", jira.url(),
                "auth", jira.auth(),
                "project", "DEMO",
                "requestedBy", "asker@example.org",
                "newTracker",
                    Map.of("projectId", project.get("id"), "itemName", "issue", "name", "Issues")))
        .get("id")
        .asLong();
  }
}
