package carillon.monitoring;

import carillon.http.limits.WriteRefused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Counts the writes that were refused as there were too many at once; from 0 on. */
@ApplicationScoped
class HttpMetrics {
  private final Meters meters;

  @Inject
  HttpMetrics(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  HttpMetrics() {
    this(null);
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    meters.count(Metric.WRITES_REFUSED, 0);
  }

  void refused(@Observes WriteRefused write) {
    meters.count(Metric.WRITES_REFUSED, 1);
  }
}
