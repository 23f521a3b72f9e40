package carillon.monitoring;

import carillon.notification.NotificationEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Tag;

/** Times notifications, inline and queued apart. */
@ApplicationScoped
class NotificationMetrics {
  private final Meters meters;

  @Inject
  NotificationMetrics(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  NotificationMetrics() {
    this(null);
  }

  void ended(@Observes NotificationEnded end) {
    meters.time(
        Metric.NOTIFICATION,
        end.duration(),
        new Tag("mode", end.mode().name().toLowerCase(Locale.ROOT)));
  }
}
