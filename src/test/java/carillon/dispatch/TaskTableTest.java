package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.database.MigratedDatabases;
import carillon.tracker.ChangesetRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTableTest {
  private static final ChangesetRecorded CHANGESET =
      new ChangesetRecorded(101, 7, 42, 4242, true, true);

  private final TaskTable tasks = new TaskTable();
  private final DueTaskTable due = new DueTaskTable();
  private TaskReopening waking;
  private Jdbi jdbi;

  @BeforeEach
  void database() {
    jdbi = migrated();
    tasks.jdbi = jdbi;
    due.jdbi = jdbi;
    waking = new TaskReopening(jdbi);
  }

  /** An empty database with all migrations applied. */
  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  private long insert() {
    return tasks.insert("notification", "", DispatchMode.QUEUED, CHANGESET);
  }

  private void letTimePass(long id, Duration time) {
    for (String column : List.of("due_at", "next_at", "lease_until", "progress_at")) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "update task set %1$s = %1$s - %2$d * interval '1' second where id = %3$d"
                      .formatted(column, time.toSeconds(), id)));
    }
  }

  @Test
  void aClaimedTaskIsWholeAndOwned() {
    long id = insert();

    Task task = tasks.claim(id, "node").orElseThrow();

    assertThat(task)
        .usingRecursiveComparison()
        .ignoringFields("createdAt")
        .isEqualTo(
            new Task(
                id, "notification", 4242, 42, 101, "", true, DispatchMode.QUEUED, 1, null, ""));
    assertThat(tasks.claim(id, "other")).isEmpty();
  }

  /** Two nodes that note the same jobs, found in another order. */
  @Test
  void writersOfTheSameTasksInAnotherOrderDoNotDeadlock() throws Exception {
    List<Long> ids =
        LongStream.range(0, 200)
            .mapToObj(i -> tasks.insert("kind", "" + i, DispatchMode.QUEUED, CHANGESET))
            .toList();
    List<Long> reversed = new ArrayList<>(ids);
    Collections.reverse(reversed);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both =
          List.of(threads.submit(() -> noted(ids)), threads.submit(() -> noted(reversed)));
      for (Future<?> each : both) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void noted(List<Long> ids) {
    Map<Long, String> jobs = new LinkedHashMap<>();
    ids.forEach(id -> jobs.put(id, "1-1"));
    for (int i = 0; i < 20; i++) {
      jdbi.useTransaction(handle -> due.lookAgainAfter(Duration.ZERO, jobs));
    }
  }

  @Test
  void oneOfManyClaimsSucceeds() throws Exception {
    long id = insert();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> claim = () -> tasks.claim(id, "node").isPresent();
      List<Future<Boolean>> claims =
          threads.invokeAll(Stream.generate(() -> claim).limit(16).toList());
      int won = 0;
      for (Future<Boolean> each : claims) {
        won += each.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDeadRunsTaskIsTakenOverAndItsOwnerIsFenced() {
    long id = insert();
    Task dead = tasks.claim(id, "dead").orElseThrow();
    letTimePass(id, TaskTable.LEASE.plusSeconds(1));

    Task taken = tasks.claim(id, "living").orElseThrow();

    assertThat(taken.epoch()).isEqualTo(2);
    assertThatThrownBy(() -> tasks.end(dead)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> tasks.again(dead, Duration.ZERO))
        .isInstanceOf(LeaseLostException.class);
    tasks.end(taken);
    assertThat(tasks.claim(id, "anyone")).isEmpty();
  }

  @Test
  void aRenewedLeaseIsNotTaken() {
    long id = insert();
    Task task = tasks.claim(id, "node").orElseThrow();
    letTimePass(id, TaskTable.LEASE.plusSeconds(1));

    tasks.renew(Map.of(id, task.epoch()));

    assertThat(tasks.claim(id, "other")).isEmpty();
  }

  @Test
  void aTaskThatHasEndedIsWoken() {
    long id = insert();
    tasks.end(tasks.claim(id, "node").orElseThrow());

    assertThat(waking.wake(id, Duration.ZERO)).isTrue();
    assertThat(tasks.claim(id, "node")).isPresent();
  }

  @Test
  void aTaskThatIsWokenWhileItRunsDoesNotEnd() {
    long id = insert();
    Task task = tasks.claim(id, "node").orElseThrow();

    assertThat(waking.wake(id, Duration.ofSeconds(30))).isFalse();
    tasks.end(task);

    assertThat(tasks.claim(id, "node")).isEmpty();
    letTimePass(id, Duration.ofSeconds(31));
    assertThat(due.due(List.of("notification"), 10)).hasSize(1);
    tasks.end(tasks.claim(id, "node").orElseThrow());
    letTimePass(id, Duration.ofDays(1));
    assertThat(tasks.claim(id, "node")).isEmpty();
  }

  @Test
  void aTaskThatWaitsForItsTimeIsNotClaimedBefore() {
    long id = insert();
    tasks.again(tasks.claim(id, "node").orElseThrow(), Duration.ofMinutes(1));

    assertThat(tasks.claim(id, "node")).isEmpty();
    letTimePass(id, Duration.ofSeconds(61));
    assertThat(tasks.claim(id, "node")).isPresent();
  }

  @Test
  void failuresAreCountedInARowAndForgottenAfterProgress() {
    long id = insert();
    tasks.failed(tasks.claim(id, "node").orElseThrow(), Duration.ofMillis(1), "x".repeat(5000));
    letTimePass(id, Duration.ofSeconds(1));

    assertThat(tasks.failures(id)).isEqualTo(1);
    assertThat(due.failing(1)).isEqualTo(1);
    tasks.again(tasks.claim(id, "node").orElseThrow(), Duration.ZERO);
    assertThat(tasks.failures(id)).isZero();
  }

  @Test
  void theRelaySeesATaskOnlyWhenItsHandoverIsOver() {
    long id = insert();
    assertThat(due.due(List.of("notification"), 10)).isEmpty();

    letTimePass(id, TaskTable.HANDOVER);

    assertThat(due.due(List.of("notification"), 10))
        .extracting(DueTaskTable.Due::id)
        .containsExactly(id);
    assertThat(due.due(List.of("webhook"), 10)).isEmpty();
    due.lookAgainAfter(Duration.ofSeconds(60), Map.of(id, "notifications-1-0"));
    assertThat(due.due(List.of("notification"), 10)).isEmpty();
    assertThat(due.byIds(List.of(id)))
        .extracting(DueTaskTable.Due::jobId)
        .containsExactly("notifications-1-0");
  }

  @Test
  void anEndedTaskIsNobodysBusiness() {
    long id = insert();
    tasks.end(tasks.claim(id, "node").orElseThrow());
    letTimePass(id, Duration.ofDays(1));

    assertThat(due.due(List.of("notification"), 10)).isEmpty();
    assertThat(due.byIds(List.of(id))).isEmpty();
    assertThat(due.overdue("notification", false, Duration.ofSeconds(1))).isZero();
  }

  @Test
  void aPushDoesNotHideThatATaskIsOverdue() {
    long id = insert();
    letTimePass(id, Duration.ofSeconds(121));
    due.lookAgainAfter(Duration.ofSeconds(60), Map.of(id, "notifications-1-0"));

    assertThat(due.overdue("notification", false, Duration.ofSeconds(120))).isEqualTo(1);
    assertThat(due.overdue("webhook", false, Duration.ofSeconds(120))).isZero();
  }

  @Test
  void aRunWithoutProgressIsOverdueThoughItsLeaseIsRenewed() {
    long id = insert();
    Task task = tasks.claim(id, "node").orElseThrow();
    letTimePass(id, Duration.ofSeconds(121));
    tasks.renew(Map.of(id, task.epoch()));

    assertThat(due.overdue("notification", false, Duration.ofSeconds(120))).isEqualTo(1);
  }

  /** A greylisted mail, a breaker that is open, changes that gather. */
  @Test
  void waitingTaskIsNotOverdueBeforeItsTime() {
    Task task = tasks.claim(insert(), "node").orElseThrow();
    tasks.again(task, Duration.ofMinutes(30));
    letTimePass(task.id(), Duration.ofMinutes(29));
    assertThat(due.overdue("notification", false, Duration.ofSeconds(120))).isZero();

    letTimePass(task.id(), Duration.ofMinutes(4));
    assertThat(due.overdue("notification", false, Duration.ofSeconds(120))).isEqualTo(1);
  }

  @Test
  void theTaskOfAChangesetIsFound() {
    long id = insert();

    assertThat(tasks.idOf("notification", 4242)).contains(id);
    assertThat(tasks.idOf("notification", 1)).isEmpty();
  }
}
