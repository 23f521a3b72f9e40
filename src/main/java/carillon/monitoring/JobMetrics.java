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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/** Counts and times jobs, from what the queue and the workers of this node tell. */
@ApplicationScoped
class JobMetrics {
  private final Meters meters;
  private final Topics topics;
  private final Clock clock;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

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

  /** Those that are alike follow each other mostly, and are counted together. */
  void ended(@Observes JobsEnded ends) {
    List<JobEnded> runs = ends.runs();
    int from = 0;
    for (int i = 1; i <= runs.size(); i++) {
      if (i == runs.size() || !alike(runs.get(from), runs.get(i))) {
        ended(runs.subList(from, i), runs.get(from));
        from = i;
      }
    }
  }

  private static boolean alike(JobEnded one, JobEnded other) {
    return one.queue() == other.queue()
        && one.outcome().getClass() == other.outcome().getClass()
        && one.job().eventName().equals(other.job().eventName());
  }

  private void ended(List<JobEnded> alike, JobEnded first) {
    String eventName = first.job().eventName();
    QueueName queue = first.queue();
    count(queue, eventName, "dequeued", alike.size());
    count(queue, eventName, status(first.outcome()), alike.size());
    if (first.outcome() instanceof JobOutcome.HandBack) {
      return;
    }
    meters.histogram(Metric.QUEUE_WAIT, tag(queue)).add(alike, JobEnded::waited);
    Tag topic = new Tag("topic", topics.of(eventName));
    meters.histogram(Metric.JOB_RUN, topic).add(alike, JobEnded::ran);
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
  private Duration sinceEnqueue(JobEnded end) {
    Duration parts = end.waited().plus(end.ran());
    if (end.job().attempt() == 1) {
      return parts;
    }
    Duration whole = Duration.between(end.job().enqueuedAt(), clock.instant());
    return whole.compareTo(parts) < 0 ? parts : whole;
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
