package carillon.monitoring;

import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.QueueStatus;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Tag;

/** Values that are looked up when someone asks. Without a Redis there are none of the queues. */
@ApplicationScoped
class Gauges {
  private static final Map<String, ToLongFunction<QueueStatus>> SIZES =
      Map.of(
          "ready", QueueStatus::ready,
          "scheduled", QueueStatus::scheduled,
          "running", QueueStatus::running,
          "dead", QueueStatus::dead);

  /** Of a scheduled one since when it is due: it has none before. */
  private static final Map<String, Function<QueueStatus, Instant>> OLDEST =
      Map.of(
          "ready", QueueStatus::oldestReady,
          "scheduled", QueueStatus::firstScheduled,
          "dead", QueueStatus::oldestDead);

  private final Meters meters;
  private final Samples samples;
  private final JobQueue queue;
  private final Workers workers;
  private final Clock clock;

  @Inject
  Gauges(Meters meters, Samples samples, JobQueue queue, Workers workers, Clock clock) {
    this.meters = meters;
    this.samples = samples;
    this.queue = queue;
    this.workers = workers;
    this.clock = clock;
  }

  /** For the container's proxy. */
  Gauges() {
    this(null, null, null, null, null);
  }

  void register(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    ofTasks();
    ofRedis();
    if (queue.configured()) {
      ofNodes();
      for (QueueName name : QueueName.values()) {
        ofQueue(name);
        ofWorkers(name);
      }
    }
  }

  private void ofTasks() {
    for (String state : TaskSample.STATES) {
      meters.gauge(
          Metric.TASKS,
          () -> samples.tasks().map(sample -> (double) sample.tasks(state)).orElse(Double.NaN),
          new Tag("state", state));
    }
    meters.gauge(
        Metric.TASKS_OLDEST,
        () -> samples.tasks().map(sample -> seconds(sample.oldest())).orElse(Double.NaN));
  }

  private void ofRedis() {
    boolean configured = queue.configured();
    meters.gauge(Metric.REDIS_UP, () -> configured && samples.queues().isPresent() ? 1.0 : 0.0);
  }

  private void ofNodes() {
    meters.gauge(
        Metric.NODES,
        () -> samples.queues().map(sample -> (double) sample.nodes()).orElse(Double.NaN));
  }

  private void ofQueue(QueueName name) {
    Tag tag = new Tag("queue", name.text());
    SIZES.forEach(
        (state, size) ->
            meters.gauge(
                Metric.QUEUE_SIZE,
                () -> status(name).map(some -> (double) size.applyAsLong(some)).orElse(Double.NaN),
                tag,
                new Tag("state", state)));
    OLDEST.forEach(
        (state, since) ->
            meters.gauge(
                Metric.QUEUE_OLDEST,
                () -> status(name).map(some -> age(since.apply(some))).orElse(Double.NaN),
                tag,
                new Tag("state", state)));
    meters.gauge(Metric.QUEUE_OLDEST, () -> oldestRun(name), tag, new Tag("state", "running"));
  }

  private void ofWorkers(QueueName name) {
    Tag tag = new Tag("queue", name.text());
    meters.gauge(Metric.WORKERS, () -> count(name, false), tag, new Tag("state", "idle"));
    meters.gauge(Metric.WORKERS, () -> count(name, true), tag, new Tag("state", "busy"));
  }

  private Optional<QueueStatus> status(QueueName name) {
    return samples.queues().map(sample -> sample.of(name));
  }

  private double count(QueueName name, boolean busy) {
    return workers.list().stream()
        .filter(worker -> worker.queue() == name && worker.busy() == busy)
        .count();
  }

  /** Of this node: each node knows its own runs, and a scrape asks all nodes. */
  private double oldestRun(QueueName name) {
    return age(
        workers.list().stream()
            .filter(worker -> worker.queue() == name)
            .map(WorkerView::runningSince)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null));
  }

  private double age(Instant since) {
    return since == null ? 0 : Math.max(0, seconds(Duration.between(since, clock.instant())));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
