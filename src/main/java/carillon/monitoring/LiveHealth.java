package carillon.monitoring;

import carillon.job.engine.WorkerView;
import carillon.job.engine.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * {@code /health/live} of the management port: down only for what nothing but a new start cures,
 * which is a queue all of whose workers are stuck, threads that wait for each other for ever, or a
 * dead supervisor.
 */
@Liveness
@ApplicationScoped
class LiveHealth implements HealthCheck {
  @Inject Workers workers;

  @Override
  public HealthCheckResponse call() {
    boolean moving = anyMovesInEachQueue();
    boolean free = ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null;
    boolean supervised = workers.supervised();
    return HealthCheckResponse.named("carillon")
        .status(moving && free && supervised)
        .withData("workers", moving)
        .withData("threads", free)
        .withData("supervisor", supervised)
        .build();
  }

  private boolean anyMovesInEachQueue() {
    return workers.list().stream()
        .collect(Collectors.groupingBy(WorkerView::queue))
        .values()
        .stream()
        .allMatch(crew -> crew.stream().anyMatch(worker -> !worker.stuck()));
  }
}
