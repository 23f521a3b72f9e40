package carillon.monitoring;

import carillon.mail.MailAttempted;
import carillon.mail.MailSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Tag;

/** Counts and times attempts to send mails, by relay. A relay is known once it was used. */
@ApplicationScoped
class MailMetrics {
  private final Meters meters;
  private final MailSender sender;

  @Inject
  MailMetrics(Meters meters, MailSender sender) {
    this.meters = meters;
    this.sender = sender;
  }

  /** For the container's proxy. */
  MailMetrics() {
    this(null, null);
  }

  void attempted(@Observes MailAttempted attempt) {
    String name = attempt.relay();
    Tag relay = new Tag("relay", name);
    meters.count(Metric.MAILS, 1, relay, new Tag("outcome", attempt.outcome().label()));
    meters.time(Metric.MAIL, attempt.duration(), relay);
    meters.gauge(Metric.RELAY_OPEN, () -> sender.resting(name) ? 1.0 : 0.0, relay);
  }
}
