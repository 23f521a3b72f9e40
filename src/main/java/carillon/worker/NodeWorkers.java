package carillon.worker;

import carillon.job.QueueName;
import carillon.job.WorkerView;
import carillon.job.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The workers of this node, as soon as the deployment is up. */
@ApplicationScoped
class NodeWorkers implements Workers {
  private volatile Foreman foreman;

  void ledBy(Foreman one) {
    foreman = one;
  }

  @Override
  public List<WorkerView> list() {
    Foreman one = foreman;
    return one == null ? List.of() : one.views();
  }

  @Override
  public int wanted(QueueName queue) {
    Foreman one = foreman;
    return one == null ? 0 : one.wanted(queue);
  }
}
