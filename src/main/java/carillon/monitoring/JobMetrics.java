package carillon.monitoring;

import carillon.job.QueueName;
import carillon.job.engine.CompletedRun;
import carillon.job.engine.JobOutcome;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobTimedOut;
import carillon.job.engine.JobsDropped;
import carillon.job.engine.JobsEnqueued;
import carillon.job.engine.RunsCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts and times jobs, from what the queue and the workers of this node tell. Every series begins
 * at 0 with the node: of one that appears with its first event nobody sees an increase.
 */
@ApplicationScoped
class JobMetrics {
  private static final List<String> STATUSES =
      List.of(
          "enqueued",
          "dequeued",
          "requeued",
          "discarded",
          "timedout",
          "done",
          "cancelled",
          "expired");

  private final Meters meters;
  private final TopicLabels topicLabels;
  private final JobQueue jobs;
  private final Clock clock;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  private record Series(QueueName queue, String topic, String status) {}

  @Inject
  JobMetrics(Meters meters, TopicLabels topicLabels, JobQueue jobs, Clock clock) {
    this.meters = meters;
    this.topicLabels = topicLabels;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** For the container's proxy. */
  JobMetrics() {
    this(null, null, null, null);
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    if (jobs.configured()) {
      topicLabels.all().forEach(this::startTopic);
      for (QueueName queue : QueueName.values()) {
        meters.histogram(Metric.QUEUE_WAIT, tag(queue));
        meters.histogram(Metric.QUEUE_DURATION, tag(queue));
      }
    }
  }

  private void startTopic(String topic) {
    meters.histogram(Metric.JOB_RUN, new Tag("topic", topic));
    for (QueueName queue : QueueName.values()) {
      STATUSES.forEach(
          status -> counters.computeIfAbsent(new Series(queue, topic, status), this::counter));
    }
  }

  void enqueued(@Observes JobsEnqueued jobs) {
    count(jobs.queue(), jobs.eventName(), "enqueued", jobs.count());
  }

  void timedOut(@Observes JobTimedOut job) {
    count(job.queue(), job.eventName(), "timedout", 1);
  }

  void dropped(@Observes JobsDropped jobs) {
    count(jobs.queue(), jobs.eventName(), jobs.how().text(), jobs.count());
  }

  /** Those that are alike follow each other mostly, and are counted together. */
  void ended(@Observes RunsCompleted ends) {
    List<CompletedRun> runs = ends.runs();
    int from = 0;
    for (int i = 1; i <= runs.size(); i++) {
      if (i == runs.size() || !alike(runs.get(from), runs.get(i))) {
        ended(runs.subList(from, i), runs.get(from));
        from = i;
      }
    }
  }

  private static boolean alike(CompletedRun one, CompletedRun other) {
    return one.queue() == other.queue()
        && one.outcome().getClass() == other.outcome().getClass()
        && one.job().eventName().equals(other.job().eventName());
  }

  private void ended(List<CompletedRun> alike, CompletedRun first) {
    String eventName = first.job().eventName();
    QueueName queue = first.queue();
    count(queue, eventName, "dequeued", alike.size());
    count(queue, eventName, status(first.outcome()), alike.size());
    if (first.outcome() instanceof JobOutcome.HandBack) {
      return;
    }
    meters.histogram(Metric.QUEUE_WAIT, tag(queue)).add(alike, CompletedRun::waited);
    Tag topic = new Tag("topic", topicLabels.of(eventName));
    meters.histogram(Metric.JOB_RUN, topic).add(alike, CompletedRun::ran);
    if (first.outcome() instanceof JobOutcome.Done) {
      meters.histogram(Metric.QUEUE_DURATION, tag(queue)).add(alike, this::sinceEnqueue);
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
  private Duration sinceEnqueue(CompletedRun end) {
    Duration parts = end.waited().plus(end.ran());
    if (end.job().attempt() == 1) {
      return parts;
    }
    Duration whole = Duration.between(end.job().enqueuedAt(), clock.instant());
    return whole.compareTo(parts) < 0 ? parts : whole;
  }

  private void count(QueueName queue, String eventName, String status, long times) {
    counters
        .computeIfAbsent(new Series(queue, topicLabels.of(eventName), status), this::counter)
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
