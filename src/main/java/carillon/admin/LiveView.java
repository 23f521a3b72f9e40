package carillon.admin;

import carillon.http.Problem;
import carillon.http.ProblemException;
import carillon.jiraimport.ImportProgress;
import carillon.jiraimport.ImportView;
import carillon.job.Background;
import carillon.job.JobQueue;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch what becomes of jobs, at once when it is on this node, and each second the
 * numbers of the queues and how far imports are. Thread-safe.
 */
@ApplicationScoped
class LiveView {
  private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
  private static final int MOST = 50;
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Inject JobQueue jobs;
  @Inject QueueRates rates;
  @Inject Workers workers;
  @Inject ImportProgress imports;
  @Inject OtherNodes others;
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

  boolean watched() {
    return !watchers.isEmpty();
  }

  void tell(StreamEvent event) {
    watchers.forEach(watcher -> watcher.add(event));
  }

  @PreDestroy
  void close() {
    watchers.forEach(Watcher::close);
  }

  private Duration tick() {
    watchers.removeIf(Watcher::gone);
    others.tell();
    if (watched()) {
      tell(numbers());
      imports();
      others.told().forEach(moved -> tell(new StreamEvent("job", JobMoved.elsewhere(moved))));
    }
    return EVERY;
  }

  /** Imports are the administrator's alone. */
  private void imports() {
    List<Watcher> admins = watchers.stream().filter(Watcher::admin).toList();
    if (!admins.isEmpty()) {
      try {
        for (ImportView view : imports.current()) {
          admins.forEach(watcher -> watcher.add(new StreamEvent("import", view)));
        }
      } catch (RuntimeException away) {
        LOG.debug("How far imports are is not known now", away);
      }
    }
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
}
