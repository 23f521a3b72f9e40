package carillon.http.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteConcurrencyLimitTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void asManyAsThereMayBe() throws Exception {
    WriteConcurrencyLimit writes = writes(Duration.ZERO);
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
    assertThat(writes.begin(3)).isTrue();
  }

  @Test
  void oneThatEndedMakesRoomAndOneThatWasRefusedTakesNone() throws Exception {
    WriteConcurrencyLimit writes = writes(Duration.ofMillis(1));
    writes.begin(2);
    writes.begin(2);
    writes.begin(2);
    writes.end();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
  }

  @Test
  void aBurstWaitsForItsTurnAndWhatComesBehindItIsRefusedAtOnce() throws Exception {
    WriteConcurrencyLimit writes = writes(LONG);
    writes.begin(1);
    List<Future<Boolean>> burst = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      burst.add(threads.submit(() -> writes.begin(1)));
    }
    await().until(() -> burst.stream().filter(Future::isDone).count() == 1);
    assertThat(taken(burst)).as("the one behind the burst").isZero();

    writes.end();
    await().until(() -> taken(burst) == 1);
    writes.end();
    await().until(() -> taken(burst) == 2);
  }

  @Test
  void inAQueueThatStandsForLongOneWaitsOnlyShortly() throws Exception {
    AtomicLong clock = new AtomicLong();
    WriteConcurrencyLimit writes = new WriteConcurrencyLimit(LONG, Duration.ZERO, clock::get);
    writes.begin(1);
    FutureTask<Boolean> first = waiting(writes);
    clock.addAndGet(LONG.toNanos() - 1);
    FutureTask<Boolean> second = waiting(writes);
    writes.end();
    assertThat(first.get()).isTrue();

    clock.addAndGet(1);
    assertThat(writes.begin(1)).as("somebody has always waited for so long").isFalse();
    writes.end();
    assertThat(second.get()).isTrue();

    FutureTask<Boolean> burst = waiting(writes);
    writes.end();
    assertThat(burst.get()).as("nobody waited in between").isTrue();
  }

  private static WriteConcurrencyLimit writes(Duration patience) {
    return new WriteConcurrencyLimit(patience, patience, System::nanoTime);
  }

  /** One more, which has begun to wait. */
  private static FutureTask<Boolean> waiting(WriteConcurrencyLimit writes) {
    FutureTask<Boolean> one = new FutureTask<>(() -> writes.begin(1));
    Thread thread = new Thread(one);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return one;
  }

  private static long taken(List<Future<Boolean>> burst) throws Exception {
    long taken = 0;
    for (Future<Boolean> one : burst) {
      taken += one.isDone() && one.get() ? 1 : 0;
    }
    return taken;
  }
}
