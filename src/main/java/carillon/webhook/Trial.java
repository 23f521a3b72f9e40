package carillon.webhook;

import carillon.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Sends to a webhook while somebody waits for what comes of it. */
@ApplicationScoped
class Trial {
  @Inject WebhookDeliveryTable deliveries;
  @Inject Payloads payloads;
  @Inject Posting posting;
  @Inject Outcomes outcomes;
  @Inject Sending sending;

  public WebhookDelivery ping(Webhook hook) throws InterruptedException {
    long id = deliveries.insertPing(hook.id(), "msg_ping_" + UUID.randomUUID(), sending.longest());
    post(new Parcel(hook, present(hook, id), payloads.ping(hook)));
    return present(hook, id);
  }

  /**
   * @throws ProblemException 409 while it is being sent, while its host is left alone, or when the
   *     owner may not read it
   */
  public WebhookDelivery replay(Webhook hook, WebhookDelivery before) throws InterruptedException {
    if (before.isAwaited()) {
      throw ProblemException.conflict("It is being sent just now");
    }
    Parcel parcel = new Parcel(hook, before, body(hook, before.changesetId()));
    deliveries.settle(List.of(parcel.settled(Settlement.sending(sending.longest()))));
    Settlement settlement = post(parcel);
    if (!settlement.tried() && settlement.state() != WebhookDelivery.State.SENDING) {
      throw ProblemException.conflict("The host fails and is left alone for a while");
    }
    return present(hook, before.id());
  }

  private byte[] body(Webhook hook, Long changesetId) {
    return changesetId == null
        ? payloads.ping(hook)
        : payloads
            .of(hook, changesetId)
            .orElseThrow(
                () -> ProblemException.conflict("The webhook's owner may not read the artifact"));
  }

  private Settlement post(Parcel parcel) throws InterruptedException {
    Posting.Posted posted = posting.post(List.of(parcel), List.of(), sending.longest());
    outcomes.write(posted.settled());
    posting.leave(posted);
    return posted.settled().get(0).settlement();
  }

  private WebhookDelivery present(Webhook hook, long id) {
    return deliveries
        .find(hook.id(), id)
        .orElseThrow(() -> ProblemException.notFound("Webhook " + hook.id()));
  }
}
