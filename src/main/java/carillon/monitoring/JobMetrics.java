package carillon.monitoring;

import carillon.job.JobEnded;
import carillon.job.JobOutcome;
import carillon.job.JobTimedOut;
import carillon.job.JobsDropped;
import carillon.job.JobsEnded;
import carillon.job.JobsEnqueued;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Counts and times jobs, from what the queue and the workers of this node tell. */
@ApplicationScoped
class JobMetrics {
  private final Meters meters;
  private final Topics topics;
  private final Clock clock;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Map<QueueName, Timer> waits = new ConcurrentHashMap<>();
  private final Map<QueueName, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, Timer> runs = new ConcurrentHashMap<>();

  private record Series(QueueName queue, String topic, String status) {}

  @Inject
  JobMetrics(Meters meters, Topics topics, Clock clock) {
    this.meters = meters;
    this.topics = topics;
    this.clock = clock;
  }

  /** For the container's proxy. */
  JobMetrics() {
    this(null, null, null);
  }

  void enqueued(@Observes JobsEnqueued jobs) {
    count(jobs.queue(), jobs.topic(), "enqueued", jobs.count());
  }

  void timedOut(@Observes JobTimedOut job) {
    count(job.queue(), job.topic(), "timedout", 1);
  }

  void dropped(@Observes JobsDropped jobs) {
    count(jobs.queue(), jobs.topic(), jobs.how().text(), jobs.count());
  }

  void ended(@Observes JobsEnded ends) {
    ends.runs().forEach(this::ended);
  }

  private void ended(JobEnded end) {
    String topic = end.job().eventName();
    count(end.queue(), topic, "dequeued", 1);
    count(end.queue(), topic, status(end.outcome()), 1);
    if (end.outcome() instanceof JobOutcome.HandBack) {
      return;
    }
    of(waits, Metric.QUEUE_WAIT, end.queue()).update(end.waited());
    runs.computeIfAbsent(topics.of(topic), t -> meters.timer(Metric.JOB_RUN, new Tag("topic", t)))
        .update(end.ran());
    if (end.outcome() instanceof JobOutcome.Done) {
      of(durations, Metric.QUEUE_DURATION, end.queue()).update(sinceEnqueue(end));
    }
  }

  private static String status(JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Done) {
      return "done";
    }
    if (outcome instanceof JobOutcome.Cancelled) {
      return "cancelled";
    }
    return outcome instanceof JobOutcome.Bury ? "discarded" : "requeued";
  }

  /** A job of one attempt is measured by its parts: no difference between two clocks is in them. */
  private Duration sinceEnqueue(JobEnded end) {
    Duration parts = end.waited().plus(end.ran());
    Duration whole = Duration.between(end.job().enqueuedAt(), clock.instant());
    return end.job().attempt() == 1 || whole.compareTo(parts) < 0 ? parts : whole;
  }

  private Timer of(Map<QueueName, Timer> timers, Metric metric, QueueName queue) {
    return timers.computeIfAbsent(queue, name -> meters.timer(metric, tag(name)));
  }

  private void count(QueueName queue, String eventName, String status, long times) {
    counters
        .computeIfAbsent(new Series(queue, topics.of(eventName), status), this::counter)
        .inc(times);
  }

  private Counter counter(Series series) {
    return meters.counter(
        Metric.QUEUE_EVENTS,
        tag(series.queue()),
        new Tag("topic", series.topic()),
        new Tag("status", series.status()));
  }

  private static Tag tag(QueueName queue) {
    return new Tag("queue", queue.text());
  }
}
