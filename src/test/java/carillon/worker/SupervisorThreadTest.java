package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Unprintable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that keeps everything else alive. */
class SupervisorThreadTest {
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final LocalWorkers workers = new LocalWorkers();
  private SupervisorThread supervisor;
  private SupervisorThread heartbeat;

  @AfterEach
  void stop() {
    supervisor.stop();
    heartbeat.stop();
  }

  @Test
  void noErrorEndsItNorKeepsItFromTheOtherSteps() {
    start(
        () -> {
          throw new Unprintable();
        },
        () -> {
          throw new OutOfMemoryError("for a test");
        },
        rounds::incrementAndGet);

    await().until(() -> rounds.get() > 5);

    assertThat(supervisor.alive()).isTrue();
  }

  @Test
  void nothingElseIsMissingWhenTheClockFails() {
    supervisor = new SupervisorThread("a", Duration.ofMillis(1), List.of(), this::failingClock);
    heartbeat = supervisor;
    supervisor.start(Executors.defaultThreadFactory());

    await().until(() -> rounds.get() > 5);

    assertThat(supervisor.alive()).isTrue();
  }

  @Test
  void withoutARoundFor15SecondsTheNodeIsNotSupervised() {
    assertThat(workers.supervised()).as("while the server starts").isTrue();
    AtomicInteger stuck = new AtomicInteger();
    start(
        () -> {
          while (stuck.get() == 1) {
            Thread.onSpinWait();
          }
        },
        rounds::incrementAndGet);
    assertThat(workers.supervised()).isTrue();
    stuck.set(1);
    await().pollDelay(Duration.ofMillis(20)).until(() -> true);

    nanos.addAndGet(Duration.ofSeconds(15).toNanos());

    assertThat(workers.supervised()).isFalse();
    stuck.set(0);
    await().until(workers::supervised);
  }

  @Test
  void withoutItsHeartbeatTheNodeIsNotSupervised() {
    start(rounds::incrementAndGet);
    assertThat(workers.supervised()).isTrue();

    heartbeat.stop();

    await().until(() -> !workers.supervised());
  }

  private void start(Runnable... steps) {
    supervisor = new SupervisorThread("a", Duration.ofMillis(1), List.of(steps), nanos::get);
    heartbeat = new SupervisorThread("b", Duration.ofMillis(1), List.of(), nanos::get);
    supervisor.start(Executors.defaultThreadFactory());
    heartbeat.start(Executors.defaultThreadFactory());
    workers.ledBy(null, supervisor, heartbeat);
  }

  private long failingClock() {
    if (rounds.getAndIncrement() > 0) {
      throw new Unprintable();
    }
    return 0;
  }
}
