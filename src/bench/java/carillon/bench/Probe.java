package carillon.bench;

import static org.awaitility.Awaitility.await;

import carillon.testkit.Inbox;
import carillon.testkit.SampleTracker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Saves at a fixed rate, whether the server keeps up or not, and measures the time from when each
 * save was due until its mail or webhook has arrived everywhere.
 */
final class Probe {
  private final SampleTracker tracker;
  private final int perSecond;
  private final Supplier<Collection<Map<Long, Long>>> arrivals;
  private final Map<Long, Long> dueByChangeset = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param arrivals for each receiver: the time of arrival by changeset
   */
  Probe(SampleTracker tracker, int perSecond, Supplier<Collection<Map<Long, Long>>> arrivals) {
    this.tracker = tracker;
    this.perSecond = perSecond;
    this.arrivals = arrivals;
  }

  static Probe ofMails(SampleTracker tracker, Inbox inbox) {
    return new Probe(tracker, 10, () -> List.of(inbox.arrivals()));
  }

  /** Latencies in microseconds while the step runs. */
  Histogram during(Runnable other) {
    AtomicLong saves = new AtomicLong();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    ExecutorService clients = Executors.newCachedThreadPool();
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long start = System.nanoTime();
    Runnable tick =
        () -> {
          long due = start + saves.getAndIncrement() * period;
          clients.execute(() -> save(due));
        };
    clock.scheduleAtFixedRate(tick, 0, period, TimeUnit.NANOSECONDS);
    other.run();
    clock.shutdown();
    waitFor(
        () ->
            clock.isTerminated()
                && dueByChangeset.size() + refused.get() == saves.get()
                && arrived());
    clients.shutdown();
    return micros();
  }

  private void save(long due) {
    try {
      dueByChangeset.put(tracker.save().changeset(), due);
    } catch (RuntimeException failure) {
      refused.incrementAndGet();
      System.out.println("A save has failed: " + failure.getMessage());
    }
  }

  /** Waits for a limited time: what has not arrived by then counts with that time. */
  private static void waitFor(Callable<Boolean> all) {
    try {
      await().atMost(Duration.ofMinutes(1)).until(all);
    } catch (ConditionTimeoutException late) {
      System.out.println("Not everything has arrived within a minute: " + late.getMessage());
    }
  }

  private boolean arrived() {
    return arrivals.get().stream()
        .allMatch(place -> place.keySet().containsAll(dueByChangeset.keySet()));
  }

  private Histogram micros() {
    Histogram micros = new Histogram(3);
    long now = System.nanoTime();
    for (Map<Long, Long> place : arrivals.get()) {
      dueByChangeset.forEach(
          (changeset, due) ->
              micros.recordValue((place.getOrDefault(changeset, now) - due) / 1_000));
    }
    return micros;
  }
}
