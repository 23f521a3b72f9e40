package carillon.admin;

import carillon.http.Problem;
import carillon.http.ProblemException;
import carillon.jiraimport.ImportProgress;
import carillon.job.Background;
import carillon.job.JobEnded;
import carillon.job.JobOutcome;
import carillon.job.JobQueue;
import carillon.job.JobState;
import carillon.job.JobsDropped;
import carillon.job.JobsEnded;
import carillon.job.JobsEnqueued;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells those who watch what becomes of jobs on this node, and each second the numbers of the
 * queues and how far imports are, which are everybody's. Costs nothing while nobody watches.
 * Thread-safe.
 */
@ApplicationScoped
class LiveView {
  private static final int MOST = 50;
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Inject JobQueue jobs;
  @Inject QueueRates rates;
  @Inject Workers workers;
  @Inject ImportProgress imports;
  @Inject Background background;

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    background.repeat("live-view", this::tick);
  }

  /**
   * @throws ProblemException 503 when too many watch already
   */
  void add(Watcher watcher) {
    if (watchers.size() >= MOST) {
      throw new ProblemException(Problem.of(503, "Already " + MOST + " watch; try again later"));
    }
    watchers.add(watcher);
  }

  void enqueued(@Observes JobsEnqueued put) {
    tell(null, put.queue(), put.topic(), JobState.READY.text(), put.count());
  }

  void dropped(@Observes JobsDropped dropped) {
    tell(null, dropped.queue(), dropped.topic(), dropped.how().text(), dropped.count());
  }

  void ended(@Observes JobsEnded ends) {
    if (!watchers.isEmpty()) {
      ends.runs().forEach(this::tell);
    }
  }

  @PreDestroy
  void close() {
    watchers.forEach(Watcher::close);
  }

  private void tell(JobEnded end) {
    tell(end.job().id().text(), end.queue(), end.job().eventName(), state(end.outcome()), 1);
  }

  private void tell(String id, QueueName queue, String event, String state, int count) {
    if (!watchers.isEmpty()) {
      tell(new StreamEvent("job", new JobMoved(id, queue.text(), event, state, count)));
    }
  }

  private void tell(StreamEvent event) {
    watchers.forEach(watcher -> watcher.add(event));
  }

  private Duration tick() {
    watchers.removeIf(Watcher::gone);
    if (!watchers.isEmpty()) {
      tell(numbers());
      imports.current().forEach(view -> tell(new StreamEvent("import", view)));
    }
    return EVERY;
  }

  private StreamEvent numbers() {
    try {
      return new StreamEvent(
          "queues",
          Arrays.stream(QueueName.values())
              .map(q -> QueueAnswer.of(jobs.status(q), rates.of(q), workers.wanted(q)))
              .toList());
    } catch (QueueUnavailableException away) {
      return new StreamEvent("queues", List.of());
    }
  }

  private static String state(JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Done) {
      return JobState.DONE.text();
    } else if (outcome instanceof JobOutcome.Bury) {
      return JobState.DEAD.text();
    } else if (outcome instanceof JobOutcome.Cancelled) {
      return JobState.CANCELLED.text();
    }
    return outcome instanceof JobOutcome.Retry ? JobState.SCHEDULED.text() : JobState.READY.text();
  }
}
