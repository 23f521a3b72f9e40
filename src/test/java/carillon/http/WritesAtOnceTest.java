package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesAtOnceTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void asManyAsThereMayBe() throws Exception {
    WritesAtOnce writes = new WritesAtOnce(Duration.ZERO);
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
    assertThat(writes.begin(3)).isTrue();
  }

  @Test
  void oneThatEndedMakesRoomAndOneThatWasRefusedTakesNone() throws Exception {
    WritesAtOnce writes = new WritesAtOnce(Duration.ofMillis(1));
    writes.begin(2);
    writes.begin(2);
    writes.begin(2);
    writes.end();
    assertThat(writes.begin(2)).isTrue();
    assertThat(writes.begin(2)).isFalse();
  }

  @Test
  void aBurstWaitsForItsTurnAndWhatComesBehindItIsRefusedAtOnce() throws Exception {
    WritesAtOnce writes = new WritesAtOnce(LONG);
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

  private static long taken(List<Future<Boolean>> burst) throws Exception {
    long taken = 0;
    for (Future<Boolean> one : burst) {
      taken += one.isDone() && one.get() ? 1 : 0;
    }
    return taken;
  }
}
