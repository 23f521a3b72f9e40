package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.Unprintable;
import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that go on whatever happens, and end when told to. */
class BackgroundLoopTest {
  private final Scheduler threads = new Scheduler();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void runsAgainAndAgainAfterItsRest() {
    BackgroundLoop loop = counting(Duration.ofMillis(1));
    loop.keepAlive(threads);
    await().until(() -> runs.get() > 10);
    loop.stop();
    await().until(() -> threads.getActiveCount() == 0);
    int last = runs.get();
    loop.wake();
    loop.keepAlive(threads);
    assertThat(runs).hasValue(last);
  }

  @Test
  void aWakeEndsTheRest() {
    BackgroundLoop loop = counting(Duration.ofHours(1));
    loop.wake();
    loop.keepAlive(threads);
    await().until(() -> runs.get() == 1);
    loop.wake();
    await().until(() -> runs.get() == 2);
  }

  /** Each harder to log than the one before; nothing at all is no rest either. */
  @Test
  void aStepThatThrowsRunsAgain() {
    for (Throwable failure :
        new Throwable[] {
          new NoClassDefFoundError("for a test"),
          new OutOfMemoryError("for a test"),
          new Unprintable(),
          null
        }) {
      AtomicInteger tries = new AtomicInteger();
      BackgroundLoop loop =
          new BackgroundLoop(
              "failing",
              () -> {
                if (tries.incrementAndGet() > 1) {
                  return Duration.ofHours(1);
                }
                if (failure instanceof Error error) {
                  throw error;
                }
                return null;
              });
      loop.keepAlive(threads);
      await().until(() -> tries.get() == 2);
    }
  }

  @Test
  void aLoopWhoseThreadsHaveDiedGetsNewOnes() {
    BackgroundLoop loop = counting(Duration.ofHours(1));
    threads.deaf = true;
    loop.keepAlive(threads);
    threads.deaf = false;
    loop.keepAlive(threads);
    assertThat(runs).as("it may still come").hasValue(0);
    threads.lateSeconds = 6;
    loop.keepAlive(threads);
    await().until(() -> runs.get() == 1);
  }

  @Test
  void loopRefusedBySuspensionResumes() {
    BackgroundLoop loop = counting(Duration.ofMillis(1));
    loop.keepAlive(threads);
    await().until(() -> runs.get() > 2);
    threads.suspended = true;
    await().until(() -> threads.getQueue().isEmpty() && threads.getActiveCount() == 0);
    int before = runs.get();
    threads.suspended = false;
    loop.keepAlive(threads);
    await().until(() -> runs.get() > before + 2);
  }

  @Test
  void aPausedLoopRunsAgainWhenKeptAlive() {
    BackgroundLoop loop = counting(Duration.ofMillis(1));
    loop.keepAlive(threads);
    await().until(() -> runs.get() > 2);
    loop.pause();
    await().until(() -> threads.getQueue().isEmpty() && threads.getActiveCount() == 0);
    int before = runs.get();
    loop.wake();
    assertThat(runs).hasValue(before);
    loop.keepAlive(threads);
    await().until(() -> runs.get() > before + 2);
  }

  private BackgroundLoop counting(Duration rest) {
    return new BackgroundLoop(
        "counting",
        () -> {
          runs.incrementAndGet();
          return rest;
        });
  }

  /** Refuses while suspended, as WildFly's does. */
  private static final class Scheduler extends ScheduledThreadPoolExecutor {
    volatile boolean suspended;
    volatile boolean deaf;
    volatile long lateSeconds;

    Scheduler() {
      super(2, Executors.defaultThreadFactory());
      setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      if (suspended) {
        throw new RejectedExecutionException("WFLYEE0126");
      }
      return deaf ? new Waiting() : super.schedule(command, delay, unit);
    }

    /** A run that no thread takes. */
    private final class Waiting extends FutureTask<Void> implements ScheduledFuture<Void> {
      Waiting() {
        super(() -> null);
      }

      @Override
      public long getDelay(TimeUnit unit) {
        return unit.convert(-lateSeconds, TimeUnit.SECONDS);
      }

      @Override
      public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
      }
    }
  }
}
