package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.notification.ArtifactChangedHandler;
import carillon.notification.ArtifactChangedPayload;
import carillon.tracker.ChangesetRecorded;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bringing the queue in line with the task rows: cheap when nothing is wrong, bounded when much.
 */
class ReconciliationTest {
  private static final int ENDED = 100_000;

  private final DueTaskTable due = new DueTaskTable();
  private final TaskTable tasks = new TaskTable();
  private Jdbi jdbi;
  private String statement;

  @BeforeEach
  void aDatabaseOfSomeAge() {
    jdbi = MigratedDatabases.postgres();
    due.jdbi = jdbi;
    tasks.jdbi = jdbi;
    jdbi.useHandle(
        handle -> {
          handle.execute(
              """
              insert into task (kind, subject, changeset_id, artifact_id, tracker_id, project_id,
                send_notifications, mode, state, created_at, due_at, next_at, epoch, failures)
              select 'notification', '', -n, 1, 1, 1, true, 'queued', 'ended', now(), now(), null,
                1, 0 from generate_series(1, %d) n
              """
                  .formatted(ENDED));
          handle.execute("analyze task");
        });
  }

  @Test
  void idleItIsOneQueryThatReadsTheIndexAlone() {
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            statement = context.getRenderedSql().replace(":kinds", "'notification'");
          }
        });
    assertThat(due.due(Set.of("notification"), 500)).isEmpty();
    jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);

    String sql = statement.replaceAll(":_*kinds_*\\d*", "'notification'");
    List<String> plan =
        jdbi.withHandle(
            handle ->
                handle.createQuery("explain (analyze, buffers) " + sql).mapTo(String.class).list());

    String text = String.join("\n", plan);
    assertThat(text).contains("Index Scan using task_next").doesNotContain("Seq Scan");
    assertThat(text).as("pages read").containsPattern("Buffers: shared hit=[1-4]\\b");
  }

  @Test
  void dueTasksAreReadInBatches() {
    for (int i = 1; i <= 30; i++) {
      insert(i);
    }
    jdbi.useHandle(
        handle -> handle.execute("update task set next_at = now() where state = 'waiting'"));

    assertThat(due.due(Set.of("notification"), 20)).hasSize(20);
  }

  @Test
  void jobsWithoutATaskEndHarmlessly() {
    TaskExecutor run = new TaskExecutor();
    run.tasks = tasks;
    run.heldLeases = new HeldLeases();
    ArtifactChangedHandler changed = new ArtifactChangedHandler(tasks, run);
    TaskDueHandler taskDue = new TaskDueHandler();
    taskDue.run = run;

    changed.handle(new ArtifactChangedPayload(1, 999_999, true, null), null);
    taskDue.handle(new TaskDueHandler.Payload(999_999_999), null);

    assertThat(count("state <> 'ended' or epoch <> 1")).isZero();
  }

  private void insert(long changesetId) {
    tasks.insert(
        "notification",
        "",
        DispatchMode.QUEUED,
        new ChangesetRecorded(101, 7, 42, changesetId, false, true));
  }

  private long count(String condition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from task where " + condition)
                .mapTo(Long.class)
                .one());
  }
}
