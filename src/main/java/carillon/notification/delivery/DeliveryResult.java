package carillon.notification.delivery;

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

  static DeliveryResult of(Delivery delivery, DeliveryState state, String reply) {
    return new DeliveryResult(delivery.id(), state, null, reply, null, 0);
  }

  static DeliveryResult skipped(Delivery delivery, ExclusionReason rule) {
    return new DeliveryResult(delivery.id(), DeliveryState.SKIPPED, rule.text(), null, null, 0);
  }

  static DeliveryResult suppressed(Delivery delivery) {
    return of(delivery, DeliveryState.SUPPRESSED, "A relay has refused this address before");
  }

  static DeliveryResult deferred(Delivery delivery, String reply, Duration delay) {
    return new DeliveryResult(delivery.id(), DeliveryState.DEFERRED, null, reply, delay, 0);
  }

  /** Deferred through no fault of the message: the attempt does not count. */
  static DeliveryResult unburnt(Delivery delivery, String reply, Duration delay) {
    return new DeliveryResult(delivery.id(), DeliveryState.DEFERRED, null, reply, delay, -1);
  }
}
