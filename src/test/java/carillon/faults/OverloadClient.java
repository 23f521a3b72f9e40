package carillon.faults;

import carillon.testkit.Accounts;
import carillon.testkit.SampleTracker;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends far more saves than a server can handle, at a fixed rate regardless of the answers. A
 * refused save is not retried. Thread-safe.
 */
final class OverloadClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of this test JVM, which shares the machine with the server. */
  private static final int CONNECTIONS = 400;

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Histogram saved = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Histogram refused = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Queue<Long> changesets = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final HttpRequest save;

  OverloadClient(String address, SampleTracker tracker) throws IOException {
    save =
        HttpRequest.newBuilder(URI.create(address + "/api/v1" + tracker.artifacts()))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", Accounts.PRODUCER.authorization())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(tracker.artifact())))
            .build();
  }

  /** Returns after this time, when all requests are answered. */
  OverloadClient comes(int perSecond, Duration time) throws InterruptedException {
    ExecutorService people = Executors.newFixedThreadPool(CONNECTIONS);
    AtomicLong number = new AtomicLong();
    long begin = System.nanoTime();
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < CONNECTIONS; i++) {
      people.execute(
          () -> {
            long due = number.getAndIncrement() * period;
            while (due < time.toNanos() && System.nanoTime() - begin < time.toNanos()) {
              LockSupport.parkNanos(begin + due - System.nanoTime());
              come();
              due = number.getAndIncrement() * period;
            }
          });
    }
    people.shutdown();
    if (!people.awaitTermination(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Saves without an answer");
    }
    return this;
  }

  List<Long> changesets() {
    return List.copyOf(changesets);
  }

  /** Answers that were neither a success nor 503 with {@code Retry-After}. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Number of requests. */
  long count() {
    return saved.getTotalCount() + refused.getTotalCount();
  }

  /** Latency of all answers. */
  Duration percentile(double percentile) {
    Histogram all = saved.copy();
    all.add(refused);
    return Duration.ofNanos(1000 * all.getValueAtPercentile(percentile));
  }

  @Override
  public String toString() {
    return "%s; %s".formatted(table("saved", saved), table("refused", refused));
  }

  private static String table(String what, Histogram micros) {
    return "%d %s, p50 %.0f ms, p99 %.0f ms, max %.0f ms"
        .formatted(
            micros.getTotalCount(),
            what,
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getMaxValue() / 1e3);
  }

  private void come() {
    long begin = System.nanoTime();
    try {
      HttpResponse<String> answer = client.send(save, BodyHandlers.ofString());
      boolean success = answer.statusCode() == 201;
      (success ? saved : refused).recordValue((System.nanoTime() - begin) / 1000);
      if (success) {
        JsonNode told = JSON.readTree(answer.body());
        changesets.add(told.get("changesetId").asLong());
      } else if (answer.statusCode() != 503
          || answer.headers().firstValue("Retry-After").isEmpty()) {
        wrong.add(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException failed) {
      wrong.add(failed.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
