package carillon.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.job.QueueName;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueStatus;
import carillon.queue.QueueOnRedis;
import carillon.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes at work, of which one is killed, or only sleeps. */
@SuppressWarnings("try") // nodes are there to run, not to be called
@Tag("faults-on-demand")
class DeadNodesTest {
  private static final int JOBS = 20_000;
  private static final int WORKERS = 4;

  /** What a worker may have taken: {@link AdaptiveBatchSize}. */
  private static final int MOST_IN_FLIGHT = WORKERS * 250;

  private RedisServer redis;
  private Path runs;
  private QueueOnRedis queue;

  @BeforeEach
  void start() throws IOException {
    redis = new RedisServer(Path.of("target", "nodes-redis")).start();
    runs = Files.createTempFile(Path.of("target"), "runs", ".txt");
    queue = new QueueOnRedis(redis.port(), "test");
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void theJobsOfAKilledNodeAreDoneByTheOther() throws IOException {
    try (NodeProcess killed = new NodeProcess(redis.port(), "killed", WORKERS, runs);
        NodeProcess other = new NodeProcess(redis.port(), "other", WORKERS, runs)) {
      put(JOBS, 1);
      await().atMost(Duration.ofSeconds(60)).until(() -> done() > JOBS / 10);
      killed.kill();
      long from = System.nanoTime();
      // Put last, so none of the dead node's waits behind it.
      await().atMost(Duration.ofSeconds(90)).until(() -> done() == JOBS);

      System.out.printf("All done %.1f s after the kill%n", (System.nanoTime() - from) / 1e9);
      exactly();
      assertThat(numbers().size() - JOBS).as("repeated").isLessThanOrEqualTo(MOST_IN_FLIGHT);
    }
  }

  @Test
  void aJobOfAKilledNodeStartsElsewhereInTime() throws IOException {
    try (NodeProcess killed = new NodeProcess(redis.port(), "killed", 1, runs)) {
      put(1, 20_000);
      await().atMost(Duration.ofSeconds(30)).until(() -> status().running() == 1);
      try (NodeProcess other = new NodeProcess(redis.port(), "other", 1, runs)) {
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.jobs.nodes() == 2);
        // The other has seen Redis for long enough to be sure of who is dead.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        killed.kill();
        long from = System.nanoTime();
        await().atMost(Duration.ofSeconds(40)).until(() -> done() == 1);

        double seconds = (System.nanoTime() - from) / 1e9 - 20;
        System.out.printf("Started elsewhere %.1f s after the kill%n", seconds);
        assertThat(seconds).isLessThan(15);
      }
    }
  }

  @Test
  void aSleeperThatWakesUpEndsNothingTwice() throws IOException {
    try (NodeProcess sleeper = new NodeProcess(redis.port(), "sleeper", WORKERS, runs);
        NodeProcess other = new NodeProcess(redis.port(), "other", WORKERS, runs)) {
      put(JOBS, 2);
      await().atMost(Duration.ofSeconds(60)).until(() -> done() > JOBS / 20);
      sleeper.freeze();
      try {
        await().pollDelay(Duration.ofSeconds(15)).atMost(Duration.ofSeconds(20)).until(() -> true);
      } finally {
        sleeper.thaw();
      }
      await().atMost(Duration.ofSeconds(90)).until(() -> done() == JOBS);
      exactly();
    }
  }

  private void exactly() throws IOException {
    QueueStatus status = status();
    assertThat(status.counter("done")).isEqualTo(JOBS);
    assertThat(status.ready() + status.running() + status.scheduled() + status.dead()).isZero();
    assertThat(status.unaccounted()).isZero();
    assertThat(new HashSet<>(numbers())).hasSize(JOBS);
  }

  private void put(int jobs, int millis) {
    queue.jobs.enqueue(
        IntStream.range(0, jobs)
            .mapToObj(n -> "{\"n\":%d,\"millis\":%d}".formatted(n, millis))
            .map(payload -> NewJob.of(QueueName.BACKGROUND, "test.noted", payload, 1))
            .toList());
  }

  private List<String> numbers() throws IOException {
    return Files.readAllLines(runs);
  }

  private long done() {
    return status().counter("done");
  }

  private QueueStatus status() {
    return queue.jobs.status(QueueName.BACKGROUND);
  }
}
