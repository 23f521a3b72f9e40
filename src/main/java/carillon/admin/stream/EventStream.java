package carillon.admin.stream;

import carillon.admin.QueueRates;
import carillon.admin.QueueResponse;
import carillon.jiraimport.run.ImportProgress;
import carillon.jiraimport.run.ImportResponse;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import carillon.job.engine.Workers;
import carillon.problem.Problem;
import carillon.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch what becomes of jobs, at once when it is on this node, and each second the
 * numbers of the queues and how far imports are. Thread-safe.
 */
@ApplicationScoped
class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int MOST = 50;
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Inject JobQueue jobs;
  @Inject QueueRates rates;
  @Inject Workers workers;
  @Inject ImportProgress imports;
  @Inject ClusterBroadcast others;
  @Inject BackgroundTasks backgroundTasks;

  private final List<StreamSubscriber> streamSubscribers = new CopyOnWriteArrayList<>();

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    backgroundTasks.repeat("live-view", this::tick);
  }

  /**
   * @throws ProblemException 503 when too many watch already
   */
  void add(StreamSubscriber streamSubscriber) {
    if (streamSubscribers.size() >= MOST) {
      throw new ProblemException(Problem.of(503, "Already " + MOST + " watch; try again later"));
    }
    streamSubscribers.add(streamSubscriber);
  }

  boolean watched() {
    return !streamSubscribers.isEmpty();
  }

  void tell(StreamEvent event) {
    streamSubscribers.forEach(streamSubscriber -> streamSubscriber.add(event));
  }

  @PreDestroy
  void close() {
    streamSubscribers.forEach(StreamSubscriber::close);
  }

  private Duration tick() {
    streamSubscribers.removeIf(StreamSubscriber::gone);
    others.tell();
    if (watched()) {
      tell(numbers());
      imports();
      others.told().forEach(moved -> tell(new StreamEvent("job", JobStateEvent.elsewhere(moved))));
    }
    return EVERY;
  }

  /** Imports are the administrator's alone. */
  private void imports() {
    List<StreamSubscriber> admins =
        streamSubscribers.stream().filter(StreamSubscriber::admin).toList();
    if (!admins.isEmpty()) {
      try {
        for (ImportResponse view : imports.current()) {
          admins.forEach(streamSubscriber -> streamSubscriber.add(new StreamEvent("import", view)));
        }
      } catch (RuntimeException unavailable) {
        LOG.debug("Cannot read the progress of imports", unavailable);
      }
    }
  }

  private StreamEvent numbers() {
    try {
      return new StreamEvent(
          "queues",
          Arrays.stream(QueueName.values())
              .map(q -> QueueResponse.of(jobs.status(q), rates.of(q), workers.wanted(q)))
              .toList());
    } catch (QueueUnavailableException unavailable) {
      return new StreamEvent("queues", List.of());
    }
  }
}
