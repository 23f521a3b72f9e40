package carillon.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A delivery.
 *
 * @param changesetId absent for a ping
 * @param state sending, deferred, delivered, failed or skipped
 * @param nextAttemptAt of a deferred one
 * @param answerBody the beginning of the last answer, for administrators
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookDeliveryResponse(
    long id,
    Long changesetId,
    String messageId,
    String state,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    Instant nextAttemptAt,
    Integer answerStatus,
    String answerBody,
    String error) {

  static WebhookDeliveryResponse of(WebhookDelivery delivery, boolean whole) {
    boolean deferred = delivery.state() == WebhookDelivery.State.DEFERRED;
    return new WebhookDeliveryResponse(
        delivery.id(),
        delivery.changesetId(),
        delivery.messageId(),
        delivery.state().text(),
        delivery.attempts(),
        delivery.createdAt(),
        delivery.updatedAt(),
        deferred ? delivery.nextAt() : null,
        delivery.answerStatus(),
        whole ? delivery.answerBody() : null,
        delivery.error());
  }
}
