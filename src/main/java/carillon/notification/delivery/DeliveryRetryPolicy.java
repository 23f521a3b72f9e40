package carillon.notification.delivery;

import carillon.config.UnknownPolicy;
import carillon.mail.smtp.SendOutcome;
import carillon.notification.message.SingleLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an outcome means for a delivery: done, given up, or again and when (RFC 5321 section
 * 4.5.4.1).
 *
 * @param schedule waits after the first, second, … attempt; the last one repeats
 * @param giveUpAfter since the delivery was decided
 * @param relayRest how long a relay rests that does not work
 */
public record DeliveryRetryPolicy(
    List<Duration> schedule, Duration giveUpAfter, Duration relayRest, UnknownPolicy unknown) {

  public DeliveryResult on(Delivery delivery, SendOutcome sendOutcome, Instant now) {
    if (sendOutcome instanceof SendOutcome.Sent) {
      return DeliveryResult.of(delivery, DeliveryState.SENT, sendOutcome.text());
    }
    if (sendOutcome instanceof SendOutcome.Failed) {
      return DeliveryResult.of(delivery, DeliveryState.FAILED, sendOutcome.text());
    }
    if (sendOutcome instanceof SendOutcome.Unknown) {
      return unknown(delivery, sendOutcome.text(), now);
    }
    return sendOutcome instanceof SendOutcome.RelayDown
        ? later(delivery, sendOutcome.text(), relayRest, now, true)
        : later(delivery, sendOutcome.text(), delay(delivery), now, false);
  }

  /** A message that could not even be made: our fault, tried again as long as any other. */
  public DeliveryResult onTrouble(Delivery delivery, Throwable trouble, Instant now) {
    return later(
        delivery, cut(SingleLine.one("not composed: " + trouble)), delay(delivery), now, false);
  }

  private DeliveryResult unknown(Delivery delivery, String text, Instant now) {
    String reply = cut("unknown: " + text);
    return unknown == UnknownPolicy.HOLD
        ? DeliveryResult.of(delivery, DeliveryState.UNKNOWN, reply)
        : later(delivery, reply, delay(delivery), now, false);
  }

  private DeliveryResult later(
      Delivery delivery, String reply, Duration delay, Instant now, boolean unburnt) {
    if (now.plus(delay).isAfter(delivery.createdAt().plus(giveUpAfter))) {
      return DeliveryResult.of(delivery, DeliveryState.FAILED, cut("given up: " + reply));
    }
    return unburnt
        ? DeliveryResult.unburnt(delivery, reply, delay)
        : DeliveryResult.deferred(delivery, reply, delay);
  }

  private Duration delay(Delivery delivery) {
    return schedule.get(Math.min(delivery.attempts(), schedule.size() - 1));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 500));
  }
}
