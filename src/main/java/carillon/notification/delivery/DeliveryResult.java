package carillon.notification.delivery;

import carillon.mail.MailVerdict;
import carillon.notification.recipients.ExclusionReason;
import java.time.Duration;

/**
 * What became of one delivery in one attempt: how its row changes.
 *
 * @param reason why not, of a skipped one; null leaves the reason that it was decided for
 * @param reply the relay's answer or what happened instead, null for none
 * @param delay when a deferred one is tried again, null for the others
 * @param attempts what this changes of the number of attempts: 0, or -1 to burn none
 */
public record DeliveryResult(
    long deliveryId,
    DeliveryState state,
    String reason,
    String reply,
    Duration delay,
    int attempts) {

  public static DeliveryResult of(Delivery delivery, MailVerdict verdict) {
    return new DeliveryResult(
        delivery.id(),
        DeliveryState.valueOf(verdict.state().name()),
        null,
        verdict.reply(),
        verdict.delay(),
        verdict.counted() ? 0 : -1);
  }

  static DeliveryResult skipped(Delivery delivery, ExclusionReason rule) {
    return new DeliveryResult(delivery.id(), DeliveryState.SKIPPED, rule.text(), null, null, 0);
  }

  static DeliveryResult suppressed(Delivery delivery) {
    String reply = "A relay has refused this address before";
    return new DeliveryResult(delivery.id(), DeliveryState.SUPPRESSED, null, reply, null, 0);
  }
}
