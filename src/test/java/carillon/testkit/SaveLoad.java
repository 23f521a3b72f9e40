package carillon.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Saves at a fixed rate, whether the server keeps up or not; each is timed from when it should have
 * started, so that a server that stalls cannot hide it. Thread-safe.
 */
public final class SaveLoad implements AutoCloseable {
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Map<Long, Long> changesets = new ConcurrentHashMap<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final SampleTracker tracker;
  private long next;

  public SaveLoad(SampleTracker tracker) {
    this.tracker = tracker;
  }

  /** Starts saving; goes on until {@link #close}. */
  public SaveLoad start(int perSecond) {
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    next = System.nanoTime();
    clock.scheduleAtFixedRate(() -> tick(period), 0, period, TimeUnit.NANOSECONDS);
    return this;
  }

  /** This many saves, one after the other. */
  public static SaveLoad oneByOne(SampleTracker tracker, int count) {
    return atOnce(tracker, count, 1);
  }

  /** This many saves by several people at once; returns when all are answered. */
  public static SaveLoad atOnce(SampleTracker tracker, int count, int people) {
    try (SaveLoad saveLoad = new SaveLoad(tracker)) {
      IntStream.range(0, people)
          .forEach(i -> saveLoad.clients.execute(() -> saveLoad.saveTimes(count / people)));
      return saveLoad;
    }
  }

  /** Saves as fast as possible for this time; returns when all are answered. */
  public static SaveLoad during(SampleTracker tracker, int people, Duration time) {
    try (SaveLoad saveLoad = new SaveLoad(tracker)) {
      long end = System.nanoTime() + time.toNanos();
      IntStream.range(0, people)
          .forEach(i -> saveLoad.clients.execute(() -> saveLoad.saveUntil(end)));
      return saveLoad;
    }
  }

  /** Ends the load and waits for the answers to what was sent. */
  @Override
  public void close() {
    try {
      clock.shutdown();
      boolean ended = clock.awaitTermination(10, TimeUnit.SECONDS);
      clients.shutdown();
      if (!ended || !clients.awaitTermination(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Saves without an answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public List<Long> changesets() {
    return List.copyOf(changesets.keySet());
  }

  /** The changesets that were answered before this {@link System#nanoTime}. */
  public List<Long> answeredBefore(long nanoTime) {
    return changesets.entrySet().stream()
        .filter(answered -> answered.getValue() - nanoTime < 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  public long count() {
    return micros.getTotalCount();
  }

  public Duration percentile(double percentile) {
    return Duration.ofNanos(1000 * micros.getValueAtPercentile(percentile));
  }

  /** For the log of the build. */
  public String summary(String title) {
    return "%-46s n=%d p50=%.1f ms p99=%.1f ms max=%.1f ms"
        .formatted(
            title,
            micros.getTotalCount(),
            micros.getValueAtPercentile(50) / 1e3,
            micros.getValueAtPercentile(99) / 1e3,
            micros.getMaxValue() / 1e3);
  }

  /** Waits while a load runs. */
  public static void waitFor(Duration duration) {
    await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
  }

  private void saveTimes(int count) {
    for (int i = 0; i < count; i++) {
      save(System.nanoTime());
    }
  }

  private void saveUntil(long end) {
    while (System.nanoTime() - end < 0) {
      save(System.nanoTime());
    }
  }

  private void tick(long period) {
    long due = next;
    next += period;
    clients.execute(() -> save(due));
  }

  private void save(long due) {
    try {
      changesets.put(tracker.save().changeset(), System.nanoTime());
    } catch (RuntimeException | AssertionError failure) {
      failures.add(failure);
    }
    micros.recordValue(
        Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
  }
}
