package carillon.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carillon.dispatch.DispatchMode;
import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final long POISON = 13;
  private static final long LOST = 14;
  private static final long AWAY = 15;
  private static final long BROKEN = 16;

  private final ExecutorService runs = Executors.newCachedThreadPool();
  private final Semaphore disk = new Semaphore(0);
  private final List<Set<Long>> transactions = new CopyOnWriteArrayList<>();
  private final Set<Long> committed = ConcurrentHashMap.newKeySet();
  private final GroupCommit commits = new GroupCommit(new SlowTable());

  /** A database whose disk is as slow as the test wants. */
  private final class SlowTable extends DeliveryUpdateTable {
    @Override
    public Set<DeliveryUpdate> write(Collection<DeliveryUpdate> deliveryUpdates) {
      Set<Long> ids =
          deliveryUpdates.stream()
              .map(deliveryUpdate -> deliveryUpdate.task().id())
              .collect(Collectors.toSet());
      transactions.add(ids);
      disk.acquireUninterruptibly();
      if (ids.contains(POISON)) {
        throw new IllegalStateException("No space left on device");
      }
      if (ids.contains(BROKEN)) {
        throw new StackOverflowError();
      }
      if (ids.contains(AWAY)) {
        throw new ConnectionException(new SQLException("No connection", "08001"));
      }
      committed.addAll(ids);
      return deliveryUpdates.stream()
          .filter(deliveryUpdate -> deliveryUpdate.task().id() == LOST)
          .collect(Collectors.toSet());
    }
  }

  @AfterEach
  void end() {
    runs.shutdownNow();
  }

  private static DeliveryUpdate step(long id) {
    return new DeliveryUpdate(
        new Task(id, "notification", 1, 1, 1, "", true, DispatchMode.QUEUED, 1, Instant.EPOCH, ""),
        List.of(),
        null);
  }

  private Future<?> written(long id) {
    return runs.submit(
        () -> {
          commits.write(step(id));
          assertThat(committed).contains(id);
        });
  }

  private List<Future<?>> whileTheFirstIsWritten(LongStream others) {
    Future<?> first = written(1);
    await().until(() -> transactions.size() == 1);
    List<Future<?>> all = new CopyOnWriteArrayList<>(List.of(first));
    others.mapToObj(this::written).forEach(all::add);
    await().until(() -> commits.waiting() == all.size() - 1);
    return all;
  }

  @Test
  void writesThatArriveDuringACommitShareTheNextTransaction() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.rangeClosed(2, 9));
    disk.release(2);
    for (Future<?> each : all) {
      each.get();
    }
    assertThat(transactions).hasSize(2);
    assertThat(transactions.get(1)).hasSize(8);
  }

  @Test
  void failedWriteDoesNotAffectOthers() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.of(2, POISON, 3));
    disk.release(5);
    assertThatThrownBy(() -> all.get(2).get()).hasMessageContaining("No space left");
    all.get(0).get();
    all.get(1).get();
    all.get(3).get();
  }

  /** Each would wait for a connection of its own, one after the other. */
  @Test
  void noneIsTriedAloneWhileTheDatabaseIsAway() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.of(2, AWAY, 3));
    disk.release(2);
    all.get(0).get();
    for (Future<?> each : all.subList(1, 4)) {
      assertThatThrownBy(each::get).hasCauseInstanceOf(ConnectionException.class);
    }
    assertThat(transactions).hasSize(2);
  }

  @Test
  void anErrorStopsNobodyElse() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.of(2, BROKEN, 3));
    disk.release(10);
    all.get(0).get();
    all.get(1).get();
    assertThatThrownBy(all.get(2)::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    all.get(3).get();
    written(4).get();
  }

  /** Whoever is interrupted by an error while it waits must not be the one who writes next. */
  @Test
  void whoeverLeavesBeforeItsTurnLetsTheNextOneWrite() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.of(2, 3));
    disk.release(10);
    for (Future<?> each : all) {
      each.get();
    }
    assertThat(commits.waiting()).isZero();
    written(4).get();
  }

  @Test
  void aLostLeaseStopsItsOwnRunOnly() throws Exception {
    List<Future<?>> all = whileTheFirstIsWritten(LongStream.of(2, LOST));
    disk.release(2);
    assertThatThrownBy(() -> all.get(2).get()).hasCauseInstanceOf(LeaseLostException.class);
    all.get(1).get();
  }

  @Test
  void everyStepOfManyRunsIsWrittenOnce() throws Exception {
    disk.release(10_000);
    List<Future<?>> all =
        IntStream.range(0, 16)
            .<Future<?>>mapToObj(
                run ->
                    runs.submit(
                        () -> LongStream.range(0, 200).forEach(i -> stepOf(run * 200 + 100 + i))))
            .toList();
    for (Future<?> each : all) {
      each.get();
    }
    assertThat(committed).hasSize(16 * 200);
    assertThat(transactions.stream().mapToInt(Set::size).sum()).isEqualTo(16 * 200);
  }

  private void stepOf(long id) {
    commits.write(step(id));
    assertThat(committed).contains(id);
  }
}
