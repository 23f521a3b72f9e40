package carillon.worker;

import carillon.job.QueueName;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** The workers of this node, as soon as the deployment is up. */
@ApplicationScoped
class LocalWorkers implements Workers {
  /** A round takes milliseconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private volatile WorkerSupervisor workerSupervisor;
  private volatile List<SupervisorThread> threads = List.of();

  void ledBy(WorkerSupervisor one, SupervisorThread supervisor, SupervisorThread heartbeat) {
    threads = List.of(supervisor, heartbeat);
    workerSupervisor = one;
  }

  @Override
  public List<WorkerView> list() {
    WorkerSupervisor one = workerSupervisor;
    return one == null ? List.of() : one.views();
  }

  @Override
  public boolean supervised() {
    List<SupervisorThread> started = threads;
    return started.isEmpty()
        || started.stream().allMatch(SupervisorThread::alive)
            && started.get(0).silence().compareTo(LONGEST_SILENCE) < 0;
  }

  @Override
  public int wanted(QueueName queue) {
    WorkerSupervisor one = workerSupervisor;
    return one == null ? 0 : one.wanted(queue);
  }
}
