package carillon.monitoring;

import carillon.systemcheck.SystemEventEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the system checks that this node ran, by how they ended. */
@ApplicationScoped
class SystemEventMetrics {
  private final Meters meters;

  @Inject
  SystemEventMetrics(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  SystemEventMetrics() {
    this(null);
  }

  void ended(@Observes SystemEventEnded end) {
    meters.count(Metric.SYSTEM_EVENTS, 1, new Tag("status", end.event().status()));
  }
}
