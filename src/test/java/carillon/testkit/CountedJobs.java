package carillon.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Jobs enqueued over HTTP at a steady rate. Each has a number. Jobs answered with an error or not
 * at all count as not accepted; their numbers are not reused. For use by one thread.
 */
public final class CountedJobs implements AutoCloseable {
  private static final int BATCHES_PER_SECOND = 10;
  private static final AtomicLong NEXT = new AtomicLong();

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<Long, Long> accepted = new ConcurrentHashMap<>();
  private final Http http;
  private final List<Path> files;
  private final int batch;
  private volatile boolean lastAccepted;

  /** One run of a job, as {@link CountingHandler} wrote it down. */
  public record Run(long number, Duration waited) {}

  public CountedJobs(CarillonServer server, int perSecond) throws IOException {
    this(server, List.of(server), perSecond);
  }

  /**
   * @param server the server to which jobs are sent
   * @param workers the servers that may run them
   */
  public CountedJobs(CarillonServer server, List<CarillonServer> workers, int perSecond)
      throws IOException {
    this.http = new Http(server.address(), Accounts.PRODUCER);
    this.files =
        workers.stream().map(worker -> worker.data().resolve(CountingHandler.FILE)).toList();
    this.batch = perSecond / BATCHES_PER_SECOND;
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    if (batch > 0) {
      // Fixed delay: a stall of the server must not cause a burst afterwards.
      clock.scheduleWithFixedDelay(this::send, 0, 1000 / BATCHES_PER_SECOND, TimeUnit.MILLISECONDS);
    }
  }

  /** The numbers of those that were accepted so far. */
  public List<Long> accepted() {
    return accepted.keySet().stream().sorted().toList();
  }

  /** Whether the last batch was accepted. */
  public boolean areAccepted() {
    return lastAccepted;
  }

  /** How many were accepted before this {@link System#nanoTime} and have not run. */
  public long missing(long nanoTime) {
    Map<Long, Long> runs = runsByNumber();
    return accepted.entrySet().stream()
        .filter(one -> one.getValue() - nanoTime < 0 && !runs.containsKey(one.getKey()))
        .count();
  }

  /** Number of repeated runs. */
  public long duplicates() {
    return runsByNumber().values().stream().mapToLong(count -> count - 1).sum();
  }

  /** All runs so far, in their order on each server. */
  public List<Run> runs() {
    return files.stream().flatMap(file -> lines(file).stream()).map(CountedJobs::run).toList();
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops sending and waits for the last answer. */
  public void stop() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(100, TimeUnit.SECONDS)) {
        throw new IllegalStateException("A batch without an answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    String now = Instant.now().toString();
    List<Long> numbers = LongStream.range(0, batch).mapToObj(i -> NEXT.getAndIncrement()).toList();
    try {
      http.post("/jobs/bulk", numbers.stream().map(number -> job(number, now)).toList());
      long answered = System.nanoTime();
      numbers.forEach(number -> accepted.put(number, answered));
      lastAccepted = true;
    } catch (IllegalStateException | UncheckedIOException refused) {
      lastAccepted = false;
    }
  }

  private Map<Long, Long> runsByNumber() {
    return runs().stream()
        .map(Run::number)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Object job(long number, String sentAt) {
    return Map.of(
        "eventName",
        "test.counted",
        "payload",
        Map.of("number", number, "sentAt", sentAt, "millis", 0));
  }

  private static Run run(String line) {
    List<Long> parts = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    return new Run(parts.get(0), Duration.ofNanos(parts.get(1) * 1000));
  }
}
