package carillon.webhook;

import carillon.config.Monotonic;
import carillon.webhook.AttemptResult.Settled;
import carillon.webhook.WebhookDelivery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what came of deliveries. A webhook whose delivery is given up without any other
 * having succeeded meanwhile is disabled, so that a dead endpoint costs nothing for ever.
 */
@ApplicationScoped
class ResultRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(ResultRecorder.class);
  private static final Duration NOTED_APART = Duration.ofMinutes(1);

  @Inject WebhookDeliveryTable deliveries;
  @Inject WebhookTable hooks;
  @Inject @Monotonic Clock clock;
  private final Map<Long, Instant> notedSuccess = new ConcurrentHashMap<>();

  /** Writes them down in one transaction, then what follows for their webhooks. */
  public void write(List<Settled> settled) {
    deliveries.settle(settled);
    follow(settled);
  }

  /** Writes what follows for the webhooks of deliveries that are written down. */
  public void follow(List<Settled> settled) {
    settled.forEach(this::consequence);
  }

  private void consequence(Settled one) {
    Webhook hook = one.hook();
    AttemptResult attemptResult = one.result();
    if (attemptResult.state() == State.DELIVERED && attemptResult.tried()) {
      works(hook.id());
    } else if (attemptResult.gone()) {
      disable(hook, "it answered 410 Gone");
    } else if (givenUp(one) && !hooks.succeededSince(hook.id(), one.delivery().createdAt())) {
      disable(hook, "every delivery has failed since the first attempt of one that was given up");
    }
  }

  /** What was never tried, or failed for this server's own fault, says nothing of its webhook. */
  private static boolean givenUp(Settled one) {
    return one.result().state() == State.FAILED
        && !one.result().ownFault()
        && !one.delivery().isOnRequest()
        && (one.result().tried() || one.delivery().attempts() > 0);
  }

  private void works(long hook) {
    Instant now = clock.instant();
    Instant noted = notedSuccess.get(hook);
    if (noted == null || now.isAfter(noted.plus(NOTED_APART))) {
      hooks.succeeded(hook);
      notedSuccess.put(hook, now);
    }
  }

  private void disable(Webhook hook, String because) {
    hooks.disable(hook.id(), because);
    LOG.warn(
        "Webhook {} of tracker {} ({}) is disabled: {}",
        hook.id(),
        hook.trackerId(),
        WebhookResponse.origin(hook.url()),
        because);
  }
}
