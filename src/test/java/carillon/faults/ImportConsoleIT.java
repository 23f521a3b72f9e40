package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.jiraimport.FakeJira;
import carillon.testkit.Cli;
import carillon.testkit.ImportRun;
import carillon.testkit.SharedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Imports controlled through the admin console, with the commands of {@code
 * wildfly-config/README.md}.
 */
@Tag("faults-on-demand")
class ImportConsoleIT {
  private static final String BATCH = "/deployment=carillon.war/subsystem=batch-jberet";
  private static final Path README = Path.of("wildfly-config/README.md");
  private static final int ISSUES = 600;

  @Test
  void importCanBeShownStoppedRestartedAndStartedFromConsole() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, 1)) {
      jira.answerAfter(Duration.ofSeconds(2));
      ImportRun run = ImportRun.begin(sharedServer.admin, jira, "console");
      run.reaches("running");
      assertThat(type(sharedServer, run, "read-resource"))
          .contains("\"batch-status\" => \"STARTED\"", "\"running-executions\" => 1");

      type(sharedServer, run, "stop-job");
      run.reaches("stopped");
      long execution = run.now().get("executionId").asLong();
      type(sharedServer, run, "restart-job");
      run.reaches("running");
      assertThat(run.now().get("executionId").asLong()).isGreaterThan(execution);

      type(sharedServer, run, "stop-job");
      run.reaches("stopped");
      jira.answerAfter(Duration.ZERO);
      type(sharedServer, run, "start-job");
      run.reaches("done");
      assertThat(run.now().get("done").asInt()).isEqualTo(ISSUES);
      assertThat(run.artifacts()).hasSize(ISSUES);
    }
  }

  @Test
  void onlyImportStoppedWithItsServerResumesByItself() throws Exception {
    SharedServer sharedServer = SharedServer.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, 1)) {
      jira.answerAfter(Duration.ofSeconds(2));
      ImportRun inTheConsole = ImportRun.begin(sharedServer.admin, jira, "stopped");
      inTheConsole.reaches("running");
      type(sharedServer, inTheConsole, "stop-job");
      inTheConsole.reaches("stopped");
      await().during(Duration.ofSeconds(5)).until(() -> inTheConsole.state().equals("stopped"));
      ImportRun overHttp = ImportRun.begin(sharedServer.admin, jira, "stopped2");
      overHttp.reaches("running");
      sharedServer.admin.post("/imports/" + overHttp.id() + "/stop", null);
      overHttp.reaches("stopped");
      ImportRun goesOn = ImportRun.begin(sharedServer.admin, jira, "goeson");
      goesOn.reaches("running");

      sharedServer.server.terminate();
      jira.answerAfter(Duration.ZERO);
      sharedServer.server.start();

      goesOn.reaches("done");
      for (ImportRun stopped : List.of(inTheConsole, overHttp)) {
        assertThat(stopped.state()).isEqualTo("stopped");
        sharedServer.admin.post("/imports/" + stopped.id() + "/restart", null);
        stopped.reaches("done");
        assertThat(stopped.now().get("done").asInt()).isEqualTo(ISSUES);
      }
      for (String log : List.of("server.log", "worker_log", "carillon_syslog", "carillon_audit")) {
        assertThat(Files.readString(sharedServer.server.log(log)))
            .doesNotContain(jira.auth().values());
      }
    }
  }

  private static String type(SharedServer sharedServer, ImportRun run, String operation)
      throws IOException {
    String line =
        Files.readAllLines(README).stream()
            .filter(one -> one.startsWith(BATCH) && one.contains(":" + operation + "("))
            .findFirst()
            .orElseThrow();
    JsonNode execution = run.now().path("executionId");
    return Cli.run(
        sharedServer.server,
        List.of(
            line.replace("IMPORT", Long.toString(run.id()))
                .replace("EXECUTION", execution.asText())));
  }
}
