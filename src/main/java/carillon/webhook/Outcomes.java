package carillon.webhook;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.outbound.Answer;
import carillon.webhook.WebhookDelivery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how deliveries begin and end. A webhook whose delivery is given up without any other
 * having succeeded meanwhile is disabled, so that a dead endpoint costs nothing for ever.
 */
@ApplicationScoped
class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  @Inject WebhookDeliveryTable deliveries;
  @Inject WebhookTable hooks;
  @Inject Settings settings;

  /** Writes the row of a parcel that is about to be posted, and returns its id. */
  public long begin(Parcel parcel, Settlement settlement) {
    if (parcel.before().isEmpty()) {
      return deliveries.insert(
          parcel.hook().id(), parcel.changesetId(), parcel.messageId(), settlement);
    }
    long id = parcel.before().get().id();
    deliveries.settle(id, settlement);
    return id;
  }

  public Settlement answered(Parcel parcel, long id, Answer answer) {
    return ended(parcel, id, Settlement.of(answer, parcel.attempts(), schedule(parcel)));
  }

  public Settlement failed(Parcel parcel, long id, Throwable failure) {
    return ended(parcel, id, Settlement.of(failure, parcel.attempts(), schedule(parcel)));
  }

  /** A ping is for somebody who looks: nothing tries it again. */
  private List<Duration> schedule(Parcel parcel) {
    return parcel.changesetId() == null ? List.of() : settings.get(SettingsTable.WEBHOOKS_SCHEDULE);
  }

  private Settlement ended(Parcel parcel, long id, Settlement settlement) {
    deliveries.settle(id, settlement);
    long hook = parcel.hook().id();
    if (settlement.state() == State.DELIVERED) {
      hooks.succeeded(hook);
    } else if (settlement.gone()) {
      disable(parcel.hook(), "it answered 410 Gone");
    } else if (settlement.state() == State.FAILED && parcel.changesetId() != null) {
      if (!hooks.succeededSince(hook, id)) {
        disable(parcel.hook(), "nothing was delivered since one delivery was first tried");
      }
    }
    return settlement;
  }

  private void disable(Webhook hook, String because) {
    hooks.disable(hook.id(), because);
    LOG.warn(
        "Webhook {} of tracker {} ({}) is disabled: {}",
        hook.id(),
        hook.trackerId(),
        WebhookView.origin(hook.url()),
        because);
  }
}
