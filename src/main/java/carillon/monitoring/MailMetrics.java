package carillon.monitoring;

import carillon.mail.MailAttempted;
import carillon.mail.MailSender;
import carillon.mail.smtp.SendOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts and times attempts to send mails, by relay; from 0 on for those that the settings name at
 * the start, for others from their first use.
 */
@ApplicationScoped
class MailMetrics {
  private final Meters meters;
  private final MailSender sender;
  private final Set<String> started = ConcurrentHashMap.newKeySet();

  @Inject
  MailMetrics(Meters meters, MailSender sender) {
    this.meters = meters;
    this.sender = sender;
  }

  /** For the container's proxy. */
  MailMetrics() {
    this(null, null);
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object deployment) {
    sender.relays().forEach(relay -> start(relay.name()));
  }

  void attempted(@Observes MailAttempted attempt) {
    start(attempt.relay());
    Tag relay = new Tag("relay", attempt.relay());
    meters.count(Metric.MAILS, 1, relay, outcome(attempt.outcome().label()));
    meters.time(Metric.MAIL, attempt.duration(), relay);
  }

  private void start(String name) {
    if (!started.add(name)) {
      return;
    }
    Tag relay = new Tag("relay", name);
    SendOutcome.LABELS.forEach(label -> meters.count(Metric.MAILS, 0, relay, outcome(label)));
    meters.histogram(Metric.MAIL, relay);
    meters.gauge(Metric.RELAY_OPEN, () -> sender.resting(name) ? 1.0 : 0.0, relay);
  }

  private static Tag outcome(String label) {
    return new Tag("outcome", label);
  }
}
