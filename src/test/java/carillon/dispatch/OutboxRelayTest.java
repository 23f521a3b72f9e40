package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.config.Settings;
import carillon.database.MigratedDatabases;
import carillon.dispatch.TaskRecorder.TaskRecorded;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import carillon.tracker.ChangesetRecorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay over real task rows, with a queue and a clock that the test moves. */
class OutboxRelayTest {
  private final FakeQueue queue = new FakeQueue();
  private final Steps steps = new Steps();
  private final SettableClock clock = new SettableClock();
  private final CountingRunner runner = new CountingRunner();
  private final TaskTable tasks = new TaskTable();
  private final OutboxRelay outboxRelay = new OutboxRelay();
  private final EnqueueBuffer enqueueBuffer = new EnqueueBuffer();
  private final TaskExecutor run = new TaskExecutor();
  private Jdbi jdbi;

  @BeforeEach
  void wire() {
    jdbi = MigratedDatabases.h2();
    tasks.jdbi = jdbi;
    DueTaskTable due = new DueTaskTable();
    due.jdbi = jdbi;
    TaskHandlers taskHandlers = new TaskHandlers(List.of(runner));
    Settings settings = Settings.of(Map.of());
    DueTaskSelector now = new DueTaskSelector();
    now.due = due;
    now.taskHandlers = taskHandlers;
    TaskEnqueuer push = new TaskEnqueuer();
    push.queue = queue;
    push.due = due;
    push.taskHandlers = taskHandlers;
    push.settings = settings;
    enqueueBuffer.due = due;
    enqueueBuffer.push = push;
    enqueueBuffer.backgroundTasks = steps;
    run.tasks = tasks;
    run.heldLeases = new HeldLeases();
    run.taskHandlers = taskHandlers;
    run.enqueueBuffer = enqueueBuffer;
    run.clock = clock;
    LocalTaskExecutor localTaskExecutor = new LocalTaskExecutor();
    localTaskExecutor.now = now;
    localTaskExecutor.run = run;
    localTaskExecutor.backgroundTasks = steps;
    outboxRelay.now = now;
    outboxRelay.due = due;
    outboxRelay.push = push;
    outboxRelay.queue = queue;
    outboxRelay.taskHandlers = taskHandlers;
    outboxRelay.localTaskExecutor = localTaskExecutor;
    outboxRelay.settings = settings;
    outboxRelay.backgroundTasks = steps;
    enqueueBuffer.start();
    localTaskExecutor.start();
    outboxRelay.start();
  }

  private long recorded() {
    return recorded(4242);
  }

  private long recorded(long changesetId) {
    ChangesetRecorded changeset = new ChangesetRecorded(101, 7, 42, changesetId, false, true);
    return tasks.insert("notification", "", DispatchMode.QUEUED, changeset);
  }

  private void letTimePass(long seconds) {
    clock.now = clock.now.plusSeconds(seconds);
    for (String column : List.of("due_at", "next_at", "lease_until")) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "update task set %1$s = %1$s - %2$d * interval '1' second"
                      .formatted(column, seconds)));
    }
  }

  @Test
  void recordedTaskIsPushedAtOnceAndOnlyOnce() throws Exception {
    long id = recorded();
    enqueueBuffer.push(id);
    steps.run("task pusher");
    letTimePass(10);
    steps.run("task relay");

    assertThat(queue.pushed).hasSize(1);
    assertThat(queue.pushed.get(0).payload())
        .isEqualTo(
            "{\"artifact_id\":42,\"changeset_id\":4242,\"send_notifications\":true,\"task_id\":%d}"
                .formatted(id));
    assertThat(queue.pushed.get(0).projectId()).isEqualTo(101);
  }

  @Test
  void relayPushesTaskThatWasNotPushed() throws Exception {
    recorded();
    steps.run("task relay");
    assertThat(queue.pushed).isEmpty();

    letTimePass(TaskTable.HANDOVER.toSeconds());
    steps.run("task relay");

    assertThat(queue.pushed).hasSize(1);
  }

  @Test
  void aJobThatRedisLostIsPushedAgainOneThatWaitsIsNot() throws Exception {
    enqueueBuffer.push(recorded());
    steps.run("task pusher");
    queue.oldestReady = Optional.of(queue.pushedAt);
    letTimePass(61);
    steps.run("task relay");
    assertThat(queue.pushed).hasSize(1);

    queue.oldestReady = Optional.empty();
    letTimePass(61);
    steps.run("task relay");

    assertThat(queue.pushed).hasSize(2);
  }

  @Test
  void whileWhatTheyNeedIsAwayNoneIsPushedAndOneFindsOutWhetherItIsBack() throws Exception {
    for (int changeset = 1; changeset <= 3; changeset++) {
      ranOnce(recorded(changeset));
    }
    letTimePass(TaskTable.HANDOVER.toSeconds());
    runner.worthwhile = 0;
    steps.run("task relay");
    assertThat(queue.pushed).isEmpty();

    runner.worthwhile = 1;
    steps.run("task relay");
    assertThat(queue.pushed).hasSize(1);

    runner.worthwhile = Integer.MAX_VALUE;
    steps.run("task relay");
    assertThat(queue.pushed).hasSize(3);
  }

  @Test
  void taskThatNeverRanOrWaitsTooLongStillRuns() throws Exception {
    recorded(1);
    recorded(2);
    long old = recorded(3);
    ranOnce(old);
    ranOnce(recorded(4));
    ranOnce(recorded(5));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update task set created_at = created_at - interval '5' day where id = ?", old));
    letTimePass(TaskTable.HANDOVER.toSeconds());
    runner.worthwhile = 1;

    steps.run("task relay");

    assertThat(queue.pushed)
        .extracting(NewJob::payload)
        .as("these three, and one that asks")
        .hasSizeBetween(3, 4)
        .anyMatch(payload -> payload.contains("\"changeset_id\":1,"))
        .anyMatch(payload -> payload.contains("\"changeset_id\":2,"))
        .anyMatch(payload -> payload.contains("\"changeset_id\":3,"));
  }

  private void ranOnce(long task) {
    tasks.again(tasks.claim(task, "one").orElseThrow(), Duration.ZERO);
  }

  @Test
  void aDeadRunsTaskIsPushedAgain() throws Exception {
    long id = recorded();
    tasks.claim(id, "dead");
    letTimePass(TaskTable.LEASE.toSeconds() + 1);

    steps.run("task relay");

    assertThat(queue.pushed).hasSize(1);
  }

  @Test
  void whileRedisIsAwayTasksWaitAndGoOnWhenItIsBack() throws Exception {
    queue.away = true;
    enqueueBuffer.push(recorded());
    steps.run("task pusher");
    letTimePass(5);
    steps.run("task relay");
    assertThat(runner.runs).isZero();

    queue.away = false;
    letTimePass(1);
    steps.run("task relay");

    assertThat(queue.pushed).hasSize(1);
  }

  @Test
  void awayForTooLongTasksRunHere() throws Exception {
    queue.away = true;
    recorded();
    letTimePass(5);
    steps.run("task relay");
    letTimePass(61);
    steps.run("task relay");
    steps.run("tasks without queue");

    assertThat(runner.runs).isEqualTo(1);
    assertThat(queue.pushed).isEmpty();
  }

  @Test
  void awayForTooLongTasksThatWerePushedBeforeRunHereToo() throws Exception {
    enqueueBuffer.push(recorded());
    steps.run("task pusher");
    queue.away = true;
    letTimePass(61);
    steps.run("task relay");
    letTimePass(61);
    steps.run("task relay");
    steps.run("tasks without queue");

    assertThat(runner.runs).isEqualTo(1);
  }

  @Test
  void aQueueThatIsBackWithAllItsJobsTakesNewOnesAtOnce() throws Exception {
    enqueueBuffer.push(recorded());
    steps.run("task pusher");
    queue.away = true;
    letTimePass(61);
    steps.run("task relay");
    queue.away = false;
    queue.oldestReady = Optional.of(queue.pushedAt);
    steps.run("task relay");

    enqueueBuffer.push(recorded(4243));
    steps.run("task pusher");

    assertThat(queue.pushed).hasSize(2);
  }

  @Test
  void theBudgetOfARequestIsForAllThatItSaves() {
    AfterCommit afterCommit = new AfterCommit();
    afterCommit.settings = Settings.of(Map.of("carillon.dispatch.inline-budget", "PT5S"));
    afterCommit.clock = clock;
    afterCommit.run = run;
    afterCommit.enqueueBuffer = enqueueBuffer;
    afterCommit.budget = new AfterCommit.InlineBudget();
    runner.lasts = Duration.ofSeconds(3);
    for (long changeset = 1; changeset <= 10; changeset++) {
      afterCommit.committed(new TaskRecorded(recorded(changeset), DispatchMode.INLINE));
    }

    assertThat(runner.runs).isEqualTo(2);
  }

  @Test
  void withoutARedisTasksRunHere() throws Exception {
    queue.configured = false;
    recorded();
    letTimePass(5);
    steps.run("task relay");
    steps.run("tasks without queue");

    assertThat(runner.runs).isEqualTo(1);
  }

  @Test
  void withoutARedisALongTaskGoesOnAtOnceAndLetsOthersHaveTheirTurn() throws Exception {
    queue.configured = false;
    runner.yields = 3;
    long longOne = recorded();
    long other = recorded(4243);
    letTimePass(5);
    steps.run("task relay");
    for (int turn = 0; turn < 5; turn++) {
      steps.run("tasks without queue");
    }

    assertThat(runner.ran).startsWith(longOne, other, longOne).hasSize(5);
  }

  @Test
  void aTaskWhoseRunFailsIsDueAgainWithItsError() throws Exception {
    queue.configured = false;
    runner.failure = new IllegalStateException("no such template");
    long id = recorded();
    letTimePass(5);
    steps.run("task relay");
    steps.run("tasks without queue");

    assertThat(tasks.failures(id)).isEqualTo(1);
    assertThat(tasks.claim(id, "too early")).isEmpty();
    letTimePass(3);
    runner.failure = null;
    steps.run("task relay");
    steps.run("tasks without queue");
    assertThat(runner.runs).isEqualTo(2);
  }

  private final class CountingRunner implements TaskHandler {
    private final List<Long> ran = new ArrayList<>();
    private int runs;
    private int yields;
    private Duration lasts = Duration.ZERO;
    private Exception failure;
    private int worthwhile = Integer.MAX_VALUE;

    @Override
    public int runnableNow() {
      return worthwhile;
    }

    @Override
    public Duration maxWait() {
      return Duration.ofDays(4);
    }

    @Override
    public String kind() {
      return "notification";
    }

    @Override
    public QueueName queue() {
      return QueueName.NOTIFICATIONS;
    }

    @Override
    public String eventName() {
      return "tuleap.tracker.artifact";
    }

    @Override
    public boolean inlineAllowed() {
      return true;
    }

    @Override
    public List<String> tasksFor(ChangesetRecorded changeset) {
      return List.of("");
    }

    @Override
    public TaskOutcome run(Task task) throws Exception {
      runs++;
      ran.add(task.id());
      clock.now = clock.now.plus(lasts);
      if (failure != null) {
        throw failure;
      }
      return yields-- > 0 ? new TaskOutcome.Reschedule(Duration.ZERO) : new TaskOutcome.Ended();
    }
  }

  private static final class Steps implements BackgroundTasks {
    private final Map<String, Task> steps = new HashMap<>();

    @Override
    public Handle repeat(String name, Task step) {
      steps.put(name, step);
      return new Handle() {
        @Override
        public void wake() {}

        @Override
        public void stop() {}
      };
    }

    void run(String name) throws Exception {
      steps.get(name).run();
    }
  }

  private final class FakeQueue implements JobQueue {
    private final List<NewJob> pushed = new ArrayList<>();
    private final Instant pushedAt = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<Instant> oldestReady = Optional.empty();
    private boolean configured = true;
    private boolean away;
    private Instant awaySince;

    @Override
    public boolean configured() {
      return configured;
    }

    @Override
    public Duration unavailableFor(QueueName name) {
      return awaySince == null ? Duration.ZERO : Duration.between(awaySince, clock.now);
    }

    private void answer() {
      awaySince = !away ? null : awaySince == null ? clock.now : awaySince;
      if (away) {
        throw new QueueUnavailableException("away", null);
      }
    }

    @Override
    public List<JobId> enqueue(List<NewJob> jobs) {
      answer();
      pushed.addAll(jobs);
      return jobs.stream()
          .map(job -> new JobId("notifications-" + pushedAt.toEpochMilli() + "-" + pushed.size()))
          .toList();
    }

    @Override
    public Optional<JobView> find(JobId id) {
      return Optional.empty();
    }

    @Override
    public QueueStatus status(QueueName name) {
      return new QueueStatus(name, 0, 0, 0, 0, null, false, null, null, false, Map.of());
    }

    @Override
    public Optional<Instant> oldestReady(QueueName name) {
      answer();
      return oldestReady;
    }
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
