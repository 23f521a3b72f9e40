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
record WebhookDeliveryView(
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

  static WebhookDeliveryView of(WebhookDelivery delivery, boolean whole) {
    boolean deferred = delivery.state() == WebhookDelivery.State.DEFERRED;
    return new WebhookDeliveryView(
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
