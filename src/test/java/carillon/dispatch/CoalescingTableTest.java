package carillon.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.MigratedDatabases;
import carillon.dispatch.TaskRecorder.TaskRecorded;
import carillon.tracker.ChangesetRecorded;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoalescingTableTest {
  private static final CoalescingWindow SOON =
      new CoalescingWindow("artifact 42", Duration.ofSeconds(180), Duration.ofSeconds(600));
  private static final CoalescingWindow AT_ONCE =
      new CoalescingWindow("artifact 42", Duration.ZERO, Duration.ofSeconds(600));

  private final TaskTable tasks = new TaskTable();
  private Jdbi jdbi;

  @BeforeEach
  void database() {
    jdbi = migrated();
    tasks.jdbi = jdbi;
  }

  /** An empty database with all migrations applied. */
  Jdbi migrated() {
    return MigratedDatabases.h2();
  }

  /** What the observer of a changeset does, in one transaction. */
  private long recorded(
      long changeset, CoalescingWindow coalescingWindow, boolean sendNotifications) {
    try (Connection connection = jdbi.open().getConnection()) {
      connection.setAutoCommit(false);
      Jdbi transaction = Jdbi.create(connection);
      TaskTable inTransaction = new TaskTable();
      inTransaction.jdbi = transaction;
      CoalescingTable folds = new CoalescingTable();
      folds.jdbi = transaction;
      ChangesetRecorded fact =
          new ChangesetRecorded(101, 7, 42, changeset, false, sendNotifications);
      Optional<Long> folded =
          folds.fold(coalescingWindow, "notification", "", DispatchMode.QUEUED, fact);
      long id =
          folded.orElseGet(
              () -> inTransaction.insert("notification", "", DispatchMode.QUEUED, fact));
      if (folded.isEmpty() && !coalescingWindow.atOnce()) {
        folds.gather(id, coalescingWindow);
      }
      connection.commit();
      return id;
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private long recorded(long changeset, CoalescingWindow coalescingWindow) {
    return recorded(changeset, coalescingWindow, true);
  }

  private void letTimePass(Duration time) {
    for (String column : List.of("due_at", "next_at", "fold_until")) {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "update task set %1$s = %1$s - %2$d * interval '1' second"
                      .formatted(column, time.toSeconds())));
    }
  }

  /** The changesets that a claimed task tells. */
  private List<Long> told(Task task) {
    return jdbi.withHandle(
        handle -> {
          List<Long> told =
              new ArrayList<>(
                  handle
                      .createQuery(
                          "select changeset_id from folded_changeset where task_id = :task")
                      .bind("task", task.id())
                      .mapTo(Long.class)
                      .list());
          told.add(task.changesetId());
          return told;
        });
  }

  @Test
  void changeIsCoalescedIntoAWaitingTask() {
    long task = recorded(1, SOON);
    assertThat(recorded(2, SOON)).isEqualTo(task);
    assertThat(recorded(3, SOON)).isEqualTo(task);

    assertThat(tasks.claim(task, "node")).isEmpty();
    letTimePass(Duration.ofSeconds(181));
    assertThat(told(tasks.claim(task, "node").orElseThrow())).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void eachChangePutsItOffButNotForEver() {
    long task = recorded(1, SOON);
    for (int changeset = 2; changeset <= 6; changeset++) {
      letTimePass(Duration.ofSeconds(100));
      recorded(changeset, SOON);
      assertThat(tasks.claim(task, "node")).isEmpty();
    }
    letTimePass(Duration.ofSeconds(101));
    assertThat(told(tasks.claim(task, "node").orElseThrow())).hasSize(6);
  }

  @Test
  void urgentChangeReleasesWaitingChanges() {
    long task = recorded(1, SOON);
    assertThat(recorded(2, AT_ONCE)).isEqualTo(task);
    assertThat(told(tasks.claim(task, "node").orElseThrow())).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void nothingIsFoldedIntoATaskThatHasBegun() {
    long first = recorded(1, SOON);
    recorded(2, AT_ONCE);
    Task begun = tasks.claim(first, "node").orElseThrow();
    long second = recorded(3, SOON);
    assertThat(second).isNotEqualTo(first);

    tasks.again(begun, Duration.ofMinutes(5));
    assertThat(recorded(4, SOON)).isEqualTo(second);
  }

  @Test
  void anUrgentOneAloneIsATaskOfItsOwnAndGathersNothing() {
    long urgent = recorded(1, AT_ONCE);
    assertThat(recorded(2, SOON)).isNotEqualTo(urgent);
    assertThat(tasks.claim(urgent, "node")).isPresent();
  }

  @Test
  void aSilentOneIsNotToldWithTheOthers() {
    long loud = recorded(1, SOON);
    assertThat(recorded(2, AT_ONCE, false)).isNotEqualTo(loud);
    assertThat(tasks.claim(loud, "node")).isEmpty();
  }

  @Test
  void theEndOfABulkChangeMakesItsTaskDue() {
    CoalescingWindow bulk = CoalescingWindow.ofBulk("b1");
    long task = recorded(1, bulk);
    recorded(2, bulk);
    CoalescingTable folds = new CoalescingTable();
    folds.jdbi = jdbi;

    assertThat(folds.release(CoalescingWindow.ofBulk("other").key())).isEmpty();
    assertThat(tasks.claim(task, "node")).isEmpty();
    assertThat(folds.release(bulk.key()))
        .containsExactly(new TaskRecorded(task, DispatchMode.QUEUED));
    assertThat(told(tasks.claim(task, "node").orElseThrow())).hasSize(2);
  }

  /** Changesets and claims as fast as they go, so that they meet in every step of each other. */
  @Test
  void racedNoChangesetIsLostOrToldTwice() throws Exception {
    int changesets = 400;
    AtomicBoolean written = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Callable<List<Long>> teller = () -> tellUntil(written);
      List<Future<List<Long>>> told = List.of(threads.submit(teller), threads.submit(teller));
      CoalescingWindow brief =
          new CoalescingWindow("artifact 42", Duration.ofMillis(2), Duration.ofMillis(10));
      threads
          .submit(
              () -> {
                LongStream.rangeClosed(1, changesets)
                    .forEach(i -> recorded(i, i % 7 == 0 ? AT_ONCE : brief));
                written.set(true);
              })
          .get();
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> some : told) {
        all.addAll(some.get());
      }
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.rangeClosed(1, changesets).boxed().toList());
      assertThat(taskCount()).as("some were folded").isLessThan(changesets);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> tellUntil(AtomicBoolean written) {
    List<Long> told = new ArrayList<>();
    boolean last;
    do {
      last = written.get();
      for (long id : waiting()) {
        tasks
            .claim(id, "node")
            .ifPresent(
                task -> {
                  told.addAll(told(task));
                  tasks.end(task);
                });
      }
    } while (!last || !waiting().isEmpty());
    return told;
  }

  private List<Long> waiting() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from task where state = 'waiting'")
                .mapTo(Long.class)
                .list());
  }

  private int taskCount() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from task").mapTo(Integer.class).one());
  }
}
