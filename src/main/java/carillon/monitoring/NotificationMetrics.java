package carillon.monitoring;

import carillon.dispatch.DispatchMode;
import carillon.notification.NotificationEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Tag;

/** Times notifications, inline and queued apart; from 0 on. */
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

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    for (DispatchMode mode : DispatchMode.values()) {
      meters.histogram(Metric.NOTIFICATION, tag(mode));
    }
  }

  void ended(@Observes NotificationEnded end) {
    meters.time(Metric.NOTIFICATION, end.duration(), tag(end.mode()));
  }

  private static Tag tag(DispatchMode mode) {
    return new Tag("mode", mode.name().toLowerCase(Locale.ROOT));
  }
}
