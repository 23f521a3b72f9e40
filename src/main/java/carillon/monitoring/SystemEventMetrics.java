package carillon.monitoring;

import carillon.systemcheck.SystemEventEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the system checks that this node ran, by how they ended; from 0 on. */
@ApplicationScoped
class SystemEventMetrics {
  private static final List<String> STATUSES = List.of("DONE", "WARNING", "ERROR");

  private final Meters meters;

  @Inject
  SystemEventMetrics(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  SystemEventMetrics() {
    this(null);
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    STATUSES.forEach(status -> meters.count(Metric.SYSTEM_EVENTS, 0, tag(status)));
  }

  void ended(@Observes SystemEventEnded end) {
    meters.count(Metric.SYSTEM_EVENTS, 1, tag(end.event().status()));
  }

  private static Tag tag(String status) {
    return new Tag("status", status);
  }
}
