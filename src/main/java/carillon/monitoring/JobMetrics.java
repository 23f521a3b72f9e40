package carillon.monitoring;

import carillon.job.JobEnded;
import carillon.job.JobOutcome;
import carillon.job.JobTimedOut;
import carillon.job.JobsDropped;
import carillon.job.JobsEnqueued;
import carillon.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Tag;

/** Counts and times jobs, from what the queue and the workers of this node tell. */
@ApplicationScoped
class JobMetrics {
  private final Meters meters;
  private final Topics topics;
  private final Clock clock;

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

  void ended(@Observes JobEnded end) {
    String topic = end.job().eventName();
    count(end.queue(), topic, "dequeued", 1);
    count(end.queue(), topic, status(end.outcome()), 1);
    if (end.outcome() instanceof JobOutcome.HandBack) {
      return;
    }
    meters.time(Metric.QUEUE_WAIT, end.waited(), queue(end.queue()));
    meters.time(Metric.JOB_RUN, end.ran(), new Tag("topic", topics.of(topic)));
    if (end.outcome() instanceof JobOutcome.Done) {
      meters.time(Metric.QUEUE_DURATION, sinceEnqueue(end), queue(end.queue()));
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

  private void count(QueueName queue, String eventName, String status, long times) {
    meters.count(
        Metric.QUEUE_EVENTS,
        times,
        queue(queue),
        new Tag("topic", topics.of(eventName)),
        new Tag("status", status));
  }

  private static Tag queue(QueueName queue) {
    return new Tag("queue", queue.text());
  }
}
