package carillon.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Jobs enqueued over HTTP at a steady rate, as a patient client does it: what is answered by 503 or
 * not at all is sent again a moment later. Used by one thread beside its own.
 */
final class CountedJobs implements AutoCloseable {
  private static final int BATCHES_PER_SECOND = 10;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Http http;
  private final Path file;
  private final int batch;
  private volatile long sent;

  /** One run of a job, as {@link Counted} wrote it down. */
  record Run(long number, Duration waited) {}

  CountedJobs(CarillonServer server, int perSecond) throws IOException {
    this.http = new Http(server.address(), Accounts.PRODUCER);
    this.file = server.data().resolve(Counted.FILE);
    this.batch = perSecond / BATCHES_PER_SECOND;
    Files.deleteIfExists(file);
    clock.scheduleAtFixedRate(this::send, 0, 1000 / BATCHES_PER_SECOND, TimeUnit.MILLISECONDS);
  }

  /** How many were accepted so far; they have the numbers from 0 on. */
  long sent() {
    return sent;
  }

  /** All runs so far, in their order. */
  List<Run> runs() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(CountedJobs::run).toList()
          : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Sends no more. */
  void stop() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("A batch without an answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    String now = Instant.now().toString();
    List<Object> jobs = new ArrayList<>();
    IntStream.range(0, batch).forEach(i -> jobs.add(job(sent + i, now)));
    try {
      http.post("/jobs/bulk", jobs);
      sent += batch;
    } catch (IllegalStateException | UncheckedIOException refused) {
      return; // The same numbers go with the next tick.
    }
  }

  private static Object job(long number, String sentAt) {
    return Map.of(
        "eventName", "test.counted", "payload", Map.of("number", number, "sentAt", sentAt));
  }

  private static Run run(String line) {
    List<Long> parts = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    return new Run(parts.get(0), Duration.ofNanos(parts.get(1) * 1000));
  }
}
