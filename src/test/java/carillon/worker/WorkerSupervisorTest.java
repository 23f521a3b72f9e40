package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.job.JobHandler;
import carillon.job.QueueName;
import carillon.job.engine.NodeName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many workers as the settings and the server want. */
class WorkerSupervisorTest {
  private final FakeSource source = new FakeSource();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger wanted = new AtomicInteger();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicBoolean noThreads = new AtomicBoolean();
  private final AtomicLong nanos = new AtomicLong();
  private WorkerSupervisor workerSupervisor = foreman();

  @AfterEach
  void stop() throws InterruptedException {
    workerSupervisor.drain(Duration.ofSeconds(10));
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void followsTheSettings() {
    wanted.set(3);
    workersBecome(3);
    wanted.set(1);
    workersBecome(1);
    wanted.set(0);
    workersBecome(0);
  }

  @Test
  void endsAllWhileTheServerSuspendsAndStartsThemAgain() {
    wanted.set(2);
    workersBecome(2);
    open.set(false);
    workersBecome(0);
    open.set(true);
    workersBecome(2);
  }

  @Test
  void triesAgainWhenThereIsNoThread() {
    noThreads.set(true);
    wanted.set(2);
    tick();
    assertThat(workerSupervisor.views()).isEmpty();
    noThreads.set(false);
    workersBecome(2);
  }

  @Test
  void drainingWaitsForTheJobThatRunsAndThenLeaves() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    workerSupervisor =
        foreman(
            TestHandler.of(
                "add",
                (payload, context) -> {
                  running.countDown();
                  mayEnd.await();
                }));
    wanted.set(1);
    source.put("add", "{\"number\":1}");
    tick();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    workerSupervisor.drain(Duration.ofMillis(100));
    assertThat(source.outcomes).isEmpty();
    mayEnd.countDown();
    workerSupervisor.drain(Duration.ofSeconds(10));
    assertThat(source.outcomes).hasSize(1);
    assertThat(source.left).hasValueGreaterThan(0);
    tick();
    assertThat(workerSupervisor.views()).isEmpty();
  }

  private void workersBecome(int number) {
    await()
        .until(
            () -> {
              tick();
              return workerSupervisor.views().size() == number && source.open.get() == number;
            });
  }

  private void tick() {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    workerSupervisor.watch();
    workerSupervisor.resize();
    workerSupervisor.beat();
    workerSupervisor.cancel();
  }

  private WorkerSupervisor foreman(JobHandler<?>... handlers) {
    WorkerContext context =
        new WorkerContext(
            new NodeName("here"),
            source,
            new HandlerRegistry(List.of(handlers)),
            new FakeNotes(),
            () -> InvocationScope.NONE,
            (job, queue) -> {},
            one -> {},
            one -> {},
            late -> {},
            Clock.systemUTC());
    return new WorkerSupervisor(
        context,
        worker -> {
          if (noThreads.get()) {
            throw new RejectedExecutionException("none left");
          }
          threads.execute(worker);
        },
        queue -> queue == QueueName.BACKGROUND ? wanted.get() : 0,
        open::get,
        nanos::get);
  }
}
