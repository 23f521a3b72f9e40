package carillon.webhook;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Sends to a webhook while somebody waits for what comes of it. */
@ApplicationScoped
class Trial {
  private static final Duration MARGIN = Duration.ofSeconds(2);

  @Inject WebhookDeliveryTable deliveries;
  @Inject Payloads payloads;
  @Inject Posting posting;
  @Inject Settings settings;

  public WebhookDelivery ping(Webhook hook) throws InterruptedException {
    String messageId = "msg_ping_" + UUID.randomUUID();
    return post(new Parcel(hook, null, messageId, Optional.empty(), payloads.ping(hook)));
  }

  /**
   * @throws ProblemException 409 while it is being sent, or when the owner may not read it
   */
  public WebhookDelivery replay(Webhook hook, WebhookDelivery before) throws InterruptedException {
    if (before.state() == WebhookDelivery.State.SENDING) {
      throw ProblemException.conflict("It is being sent just now");
    }
    byte[] body = body(hook, before.changesetId());
    return post(
        new Parcel(hook, before.changesetId(), before.messageId(), Optional.of(before), body));
  }

  private byte[] body(Webhook hook, Long changesetId) {
    return changesetId == null
        ? payloads.ping(hook)
        : payloads
            .of(hook, changesetId)
            .orElseThrow(
                () -> ProblemException.conflict("The webhook's owner may not read the artifact"));
  }

  private WebhookDelivery post(Parcel parcel) throws InterruptedException {
    Duration patience = settings.get(SettingsTable.WEBHOOKS_TIMEOUT).plus(MARGIN);
    long id = posting.post(parcel, patience).deliveryId();
    return deliveries
        .find(parcel.hook().id(), id)
        .orElseThrow(() -> ProblemException.notFound("Webhook " + parcel.hook().id()));
  }
}
