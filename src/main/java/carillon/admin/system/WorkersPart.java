package carillon.admin.system;

import carillon.job.engine.Workers;
import carillon.node.NodePart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells the other nodes of the workers of this one. */
@ApplicationScoped
class WorkersPart implements NodePart<WorkerResponse> {
  @Inject Workers workers;

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public Class<WorkerResponse> type() {
    return WorkerResponse.class;
  }

  @Override
  public List<WorkerResponse> now() {
    return workers.list().stream().map(WorkerResponse::of).toList();
  }
}
