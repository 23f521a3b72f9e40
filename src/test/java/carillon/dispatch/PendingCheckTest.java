package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.systemcheck.Finding;
import carillon.tracker.ChangesetRecorded;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Task rows in every state that somebody should look at. */
class PendingCheckTest {
  private static final String INSERT =
      """
      insert into task (kind, subject, changeset_id, artifact_id, tracker_id, project_id,
        send_notifications, mode, state, created_at, progress_at, due_at, next_at, job_id, epoch,
        failures)
      values ('notification', '', :changeset, 1, 1, 101, true, 'queued', :state, current_timestamp,
        current_timestamp - cast(:age as integer) * interval '1' second,
        current_timestamp - cast(:age as integer) * interval '1' second, current_timestamp, :job,
        1, :failures)
      """;

  private final Jdbi jdbi = MigratedDatabases.h2();
  private final PendingCheck check = new PendingCheck();
  private long changeset;

  @BeforeEach
  void wired() {
    check.tasks = new DueTaskTable();
    check.tasks.jdbi = jdbi;
    check.taskHandlers = new TaskHandlers(List.of(new Notifications(Integer.MAX_VALUE)));
    check.queue = queue(true);
    check.settings = Settings.of(Map.of());
  }

  @Test
  void thoseThatWaitNotLongAreNoFinding() {
    task("waiting", 119, "notifications-1-1", 0);
    task("running", 119, "notifications-1-2", 4);
    assertThat(check.findings()).isEmpty();
  }

  @Test
  void thoseThatWaitForLong() {
    task("waiting", 121, "notifications-1-1", 0);
    task("waiting", 500, "notifications-1-2", 0);
    only("There are 2 notifications pending");
  }

  @Test
  void thoseThatRunWithoutProgress() {
    task("running", 121, "notifications-1-1", 0);
    only("There are 1 notifications pending");
  }

  @Test
  void thoseThatNoJobRuns() {
    task("waiting", 121, null, 0);
    assertThat(check.findings())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("1 tasks that should be queued have no job"));
  }

  @Test
  void thoseThatWaitForAMailRelayNeedNoJob() {
    check.taskHandlers = new TaskHandlers(List.of(new Notifications(0)));
    task("waiting", 121, null, 0);
    only("There are 1 notifications pending");
    jdbi.useHandle(handle -> handle.execute("update task set started_at = created_at"));
    assertThat(check.findings()).as("the relay has a finding of its own").isEmpty();
  }

  @Test
  void checkWithoutRedisDoesNotMentionRedis() {
    check.queue = queue(false);
    task("waiting", 121, null, 0);
    assertThat(check.findings())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("1 tasks wait for the server's own process"))
        .noneMatch(text -> text.contains("is Redis unavailable"));
  }

  /** One that only knows whether it is configured. */
  private static JobQueue queue(boolean configured) {
    return (JobQueue)
        Proxy.newProxyInstance(
            JobQueue.class.getClassLoader(),
            new Class<?>[] {JobQueue.class},
            (proxy, method, arguments) -> configured);
  }

  @Test
  void thoseThatFailAgainAndAgain() {
    task("waiting", 0, "notifications-1-1", 5);
    only("1 tasks have failed 5 times or more");
  }

  /**
   * @param runnableNow 0 while the relay is away
   */
  private record Notifications(int runnableNow) implements TaskHandler {
    @Override
    public String kind() {
      return "notification";
    }

    @Override
    public QueueName queue() {
      return QueueName.NOTIFICATIONS;
    }

    @Override
    public boolean inlineAllowed() {
      return true;
    }

    @Override
    public Optional<String> overdue(long tasks) {
      return Optional.of("There are " + tasks + " notifications pending");
    }

    @Override
    public List<String> tasksFor(ChangesetRecorded changeset) {
      return List.of("");
    }

    @Override
    public TaskOutcome run(Task task) {
      return new TaskOutcome.Ended();
    }
  }

  private void only(String text) {
    assertThat(check.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).startsWith(text));
  }

  private void task(String state, int age, String job, int failures) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(INSERT)
                .bind("changeset", ++changeset)
                .bind("state", state)
                .bind("age", age)
                .bind("job", job)
                .bind("failures", failures)
                .execute());
  }
}
