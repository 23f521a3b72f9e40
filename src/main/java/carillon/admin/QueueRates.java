package carillon.admin;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** Looks at the counters every few seconds and tells the rates of the last minute. Thread-safe. */
@ApplicationScoped
public class QueueRates {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int SAMPLES = 13;

  @Inject JobQueue jobs;
  @Inject BackgroundTasks backgroundTasks;

  private final Map<QueueName, Deque<Sample>> samples = new EnumMap<>(QueueName.class);

  private record Sample(long nanos, long enqueued, long done) {
    static Sample of(QueueStatus status) {
      long done = status.counter("done") + status.counter("discarded");
      return new Sample(System.nanoTime(), status.counter("enqueued"), done);
    }
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    if (jobs.configured()) {
      backgroundTasks.repeat("queue-rates", this::sample);
    }
  }

  /** The rates, or null before there are two looks to compare. */
  public synchronized QueueRate of(QueueName queue) {
    Deque<Sample> seen = samples.get(queue);
    if (seen == null || seen.size() < 2) {
      return null;
    }
    Sample first = seen.getFirst();
    Sample last = seen.getLast();
    double seconds = (last.nanos() - first.nanos()) / 1e9;
    return new QueueRate(
        Math.max(0, last.enqueued() - first.enqueued()) / seconds,
        Math.max(0, last.done() - first.done()) / seconds);
  }

  private Duration sample() {
    try {
      for (QueueName queue : QueueName.values()) {
        add(queue, Sample.of(jobs.status(queue)));
      }
    } catch (QueueUnavailableException unavailable) {
      forget();
    }
    return EVERY;
  }

  private synchronized void add(QueueName queue, Sample sample) {
    Deque<Sample> seen = samples.computeIfAbsent(queue, q -> new ArrayDeque<>());
    seen.addLast(sample);
    if (seen.size() > SAMPLES) {
      seen.removeFirst();
    }
  }

  private synchronized void forget() {
    samples.clear();
  }
}
