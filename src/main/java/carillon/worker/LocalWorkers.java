package carillon.worker;

import carillon.job.QueueName;
import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The workers of this node, as soon as the deployment is up. */
@ApplicationScoped
class LocalWorkers implements Workers {
  private volatile WorkerSupervisor workerSupervisor;

  void ledBy(WorkerSupervisor one) {
    workerSupervisor = one;
  }

  @Override
  public List<WorkerView> list() {
    WorkerSupervisor one = workerSupervisor;
    return one == null ? List.of() : one.views();
  }

  @Override
  public int wanted(QueueName queue) {
    WorkerSupervisor one = workerSupervisor;
    return one == null ? 0 : one.wanted(queue);
  }
}
