package carillon.webhook;

import carillon.problem.ProblemException;
import carillon.webhook.DeliveryAttempt.OutgoingDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Sends to a webhook while somebody waits for what comes of it. */
@ApplicationScoped
class ManualDelivery {
  @Inject WebhookDeliveryTable deliveries;
  @Inject WebhookPayloads webhookPayloads;
  @Inject ParallelSender parallelSender;
  @Inject ResultRecorder resultRecorder;
  @Inject DeliveryAttempt deliveryAttempt;

  public WebhookDelivery ping(Webhook hook) throws InterruptedException {
    long id =
        deliveries.insertPing(
            hook.id(), "msg_ping_" + UUID.randomUUID(), deliveryAttempt.longest());
    post(new OutgoingDelivery(hook, present(hook, id), webhookPayloads.ping(hook)));
    return present(hook, id);
  }

  /**
   * @throws ProblemException 409 while it is being sent, while its host is left alone, or when the
   *     owner may not read it
   */
  public WebhookDelivery replay(Webhook hook, WebhookDelivery before) throws InterruptedException {
    if (before.isAwaited()) {
      throw ProblemException.conflict("The delivery is being sent");
    }
    OutgoingDelivery outgoingDelivery =
        new OutgoingDelivery(hook, before, body(hook, before.changesetId()));
    deliveries.settle(
        List.of(outgoingDelivery.settled(AttemptResult.sending(deliveryAttempt.longest()))));
    AttemptResult attemptResult = post(outgoingDelivery);
    if (!attemptResult.tried() && attemptResult.state() != WebhookDelivery.State.SENDING) {
      throw ProblemException.conflict(
          "Nothing was sent: the endpoint or its host keeps failing or asked for a pause, or this"
              + " server cannot send now");
    }
    return present(hook, before.id());
  }

  private byte[] body(Webhook hook, Long changesetId) {
    return changesetId == null
        ? webhookPayloads.ping(hook)
        : webhookPayloads
            .of(hook, changesetId)
            .orElseThrow(
                () -> ProblemException.conflict("The webhook's owner may not read the artifact"));
  }

  private AttemptResult post(OutgoingDelivery outgoingDelivery) throws InterruptedException {
    ParallelSender.Posted posted =
        parallelSender.post(List.of(outgoingDelivery), List.of(), deliveryAttempt.longest());
    resultRecorder.write(posted.settled());
    parallelSender.leave(posted);
    return posted.settled().get(0).result();
  }

  private WebhookDelivery present(Webhook hook, long id) {
    return deliveries
        .find(hook.id(), id)
        .orElseThrow(() -> ProblemException.notFound("Webhook " + hook.id()));
  }
}
