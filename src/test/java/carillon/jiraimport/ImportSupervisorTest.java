package carillon.jiraimport;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.jiraimport.batch.ImportBatch;
import carillon.jiraimport.run.ImportRows;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.LocalImportRuns;
import carillon.job.engine.BackgroundTasks;
import jakarta.batch.operations.NoSuchJobExecutionException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** One look at the imports that run here, with a real database. */
class ImportSupervisorTest {
  private final Jdbi jdbi = MigratedDatabases.h2();
  private final ImportTable imports = new ImportTable(jdbi);
  private final ImportRunTable runs = new ImportRunTable(jdbi);
  private final LocalImportRuns running = new LocalImportRuns();
  private final List<Long> stopped = new ArrayList<>();
  private BackgroundTasks.Task task;

  @Test
  void oneWhoseExecutionWasDeletedHidesNoOther() throws Exception {
    prepare();
    long deleted = ImportRows.insert(jdbi, imports, "asker@example.org");
    runs(deleted, 1);
    long other = imports.insert(like(imports.find(deleted).orElseThrow()));
    runs(other, 2);
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update jira_import set heartbeat_at = heartbeat_at - interval '14' second"));

    task.run();

    assertThat(heartbeats()).as("that are old").isZero();
    assertThat(stopped).containsExactly(2L);
    assertThat(running.of(2).orElseThrow().stop().asked()).isTrue();
    assertThat(running.of(1).orElseThrow().stop().asked()).isFalse();
  }

  private void prepare() {
    ImportBatch batch =
        new ImportBatch() {
          @Override
          public boolean stopping(long executionId) {
            if (executionId == 1) {
              throw new NoSuchJobExecutionException("1");
            }
            return true;
          }

          @Override
          public void stop(long executionId) {
            stopped.add(executionId);
          }
        };
    BackgroundTasks background =
        (name, repeated) -> {
          task = repeated;
          return null;
        };
    new ImportSupervisor(
            runs, running, batch, new ImportStarter(imports, runs, batch, null), background)
        .start();
  }

  private void runs(long id, long execution) {
    runs.claim(id);
    runs.began(id, execution);
    running.began(id, execution);
  }

  private static ImportTable.New like(JiraImport job) {
    return new ImportTable.New(
        job.trackerId(), job.url(), true, "sealed", job.jql(), job.requestedBy(), 5);
  }

  private long heartbeats() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from jira_import where heartbeat_at < current_timestamp -"
                        + " interval '10' second")
                .mapTo(Long.class)
                .one());
  }
}
