package carillon.jiraimport.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.database.MigratedDatabases;
import carillon.jiraimport.client.JiraException;
import carillon.jiraimport.run.ImportReportMailer;
import carillon.jiraimport.run.ImportRows;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.JiraImport.State;
import carillon.jiraimport.run.LocalImportRuns;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an import's batch job ends, by what ended it. */
class ImportListenerTest {
  private static final long EXECUTION = 7;

  private final Jdbi jdbi = MigratedDatabases.h2();
  private final ImportListener listener = new ImportListener();
  private final StepFailureListener failure = new StepFailureListener();
  private long id;

  @BeforeEach
  void begun() {
    ImportTable imports = new ImportTable(jdbi);
    ImportRunTable runs = new ImportRunTable(jdbi);
    id = ImportRows.insert(jdbi, imports, "asker@example.org");
    listener.imports = imports;
    listener.runs = runs;
    listener.running = new LocalImportRuns();
    listener.batch = batch();
    listener.mails =
        new ImportReportMailer() {
          @Override
          public void wake() {}
        };
    failure.imports = imports;
    failure.running = listener.running;
    failure.batch = listener.batch;
    runs.claim(id);
    listener.beforeJob();
  }

  @Test
  void importRefusedByJiraFails() {
    stepEndsBy(new JiraException("401 of Jira"));
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.FAILED);
    assertThat(job().error()).isEqualTo("401 of Jira");
  }

  @Test
  void importInterruptedByTheDatabaseWaitsAndResumes() {
    stepEndsBy(new ConnectionException(new SQLException("gone", "08006")));
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.WAITING);
    assertThat(job().error()).isNull();
    assertThat(job().credentials()).isNotNull();
  }

  @Test
  void butNotForEverWhenItDoesNotComeOn() {
    listener.afterJob();
    older("'59' minute");
    runAgain();
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.WAITING);

    older("'2' minute");
    runAgain();
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.FAILED);
    assertThat(job().error()).startsWith("Database errors have interrupted every run");
  }

  @Test
  void importThatMadeProgressMayBeInterruptedAgain() {
    listener.afterJob();
    older("'61' minute");
    jdbi.useTransaction(handle -> listener.imports.count(id, 1, 0));
    runAgain();
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.WAITING);
  }

  @Test
  void toKeepTheSamePageAgainIsNotToComeOn() {
    listener.afterJob();
    older("'61' minute");
    jdbi.useTransaction(handle -> listener.imports.count(id, 0, 0));
    runAgain();
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.FAILED);
  }

  @Test
  void timeInWhichNobodyCouldRunItDoesNotCount() {
    listener.afterJob();
    older("'61' minute");
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update jira_import set heartbeat_at = heartbeat_at - interval '61' minute"));
    assertThat(listener.runs.abandoned()).containsExactly(id);
    runAgain();
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.WAITING);
  }

  @Test
  void stopRequestWinsOverDatabaseFailure() {
    listener.runs.stop(id);
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.STOPPED);
    assertThat(job().credentials()).isNotNull();
  }

  @Test
  void soDoesWhatEndsBetweenTheSteps() {
    listener.afterJob();
    assertThat(job().state()).isEqualTo(State.WAITING);
  }

  @Test
  void importThatEndsWithoutDatabaseIsNotReportedAsRunning() {
    listener.runs =
        new ImportRunTable(jdbi) {
          @Override
          public boolean interrupted(long any, long execution) {
            throw new ConnectionException(new SQLException("away", "08001"));
          }
        };
    assertThatThrownBy(listener::afterJob).isInstanceOf(ConnectionException.class);
    assertThat(listener.running.all()).isEmpty();
  }

  private void runAgain() {
    listener.runs.claim(id);
    listener.beforeJob();
  }

  private void older(String interval) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update jira_import set troubled_since = troubled_since - interval " + interval));
  }

  private void stepEndsBy(Exception why) {
    failure.step =
        (StepContext)
            Proxy.newProxyInstance(
                StepContext.class.getClassLoader(),
                new Class<?>[] {StepContext.class},
                (proxy, method, arguments) -> why);
    failure.afterStep();
  }

  private JiraImport job() {
    return failure.imports.find(id).orElseThrow();
  }

  /** Of a job that fails. */
  private JobContext batch() {
    Properties properties = new Properties();
    properties.setProperty("importId", Long.toString(id));
    Map<String, Object> answers =
        Map.of(
            "getProperties", properties,
            "getExecutionId", EXECUTION,
            "getBatchStatus", BatchStatus.FAILED);
    return (JobContext)
        Proxy.newProxyInstance(
            JobContext.class.getClassLoader(),
            new Class<?>[] {JobContext.class},
            (proxy, method, arguments) -> answers.get(method.getName()));
  }
}
