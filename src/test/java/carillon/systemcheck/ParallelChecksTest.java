package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelChecksTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private record FakeCheck(String id, Supplier<List<Finding>> answer) implements Check {
    @Override
    public List<Finding> findings() {
      return answer.get();
    }
  }

  private ParallelChecks round(Duration limit) {
    return new ParallelChecks(threads, limit);
  }

  @Test
  void allIsWell() throws Exception {
    assertThat(round(Duration.ofSeconds(5)).findings(List.of(new FakeCheck("a", List::of))))
        .isEmpty();
  }

  @Test
  void findingsOfAllChecksComeInTheOrderOfTheirIds() throws Exception {
    Finding first = Finding.warning("first");
    Finding second = Finding.error("second");
    assertThat(
            round(Duration.ofSeconds(5))
                .findings(
                    List.of(
                        new FakeCheck("b", () -> List.of(second)),
                        new FakeCheck("a", () -> List.of(first)))))
        .containsExactly(first, second);
  }

  @Test
  void aCheckThatThrowsIsAFindingAndStopsNoOther() throws Exception {
    List<Finding> findings =
        round(Duration.ofSeconds(5))
            .findings(
                List.of(
                    new FakeCheck(
                        "bad",
                        () -> {
                          throw new IllegalStateException("password=secret");
                        }),
                    new FakeCheck("good", () -> List.of(Finding.warning("still asked")))));

    assertThat(findings).extracting(Finding::text).anyMatch(text -> text.contains("'bad'"));
    assertThat(findings).extracting(Finding::text).contains("still asked");
    assertThat(findings).extracting(Finding::text).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void aCheckThatHangsIsAFindingAndIsNotStartedAgainWhileItHangs() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    Check hanging =
        new FakeCheck(
            "slow",
            () -> {
              started.incrementAndGet();
              awaitQuietly(release);
              return List.of();
            });
    ParallelChecks round = round(Duration.ofMillis(100));
    List<Check> checks =
        List.of(hanging, new FakeCheck("quick", () -> List.of(Finding.warning("here"))));

    for (int run = 0; run < 2; run++) {
      assertThat(round.findings(checks))
          .extracting(Finding::text)
          .satisfiesExactly(
              quick -> assertThat(quick).isEqualTo("here"),
              slow -> assertThat(slow).contains("'slow' did not answer"));
    }
    assertThat(started).hasValue(1);

    release.countDown();
    await().untilAsserted(() -> assertThat(round.findings(List.of(hanging))).isEmpty());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
