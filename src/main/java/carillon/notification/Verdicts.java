package carillon.notification;

import carillon.config.UnknownPolicy;
import carillon.mail.smtp.Outcome;
import carillon.notification.message.Lines;
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
record Verdicts(
    List<Duration> schedule, Duration giveUpAfter, Duration relayRest, UnknownPolicy unknown) {

  Result on(Delivery delivery, Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Sent) {
      return Result.of(delivery, DeliveryState.SENT, outcome.text());
    }
    if (outcome instanceof Outcome.Failed) {
      return Result.of(delivery, DeliveryState.FAILED, outcome.text());
    }
    if (outcome instanceof Outcome.Unknown) {
      return unknown(delivery, outcome.text(), now);
    }
    return outcome instanceof Outcome.RelayDown
        ? later(delivery, outcome.text(), relayRest, now, true)
        : later(delivery, outcome.text(), delay(delivery), now, false);
  }

  /** A message that could not even be made: our fault, tried again as long as any other. */
  Result onTrouble(Delivery delivery, Exception trouble, Instant now) {
    return later(delivery, cut(Lines.one("not composed: " + trouble)), delay(delivery), now, false);
  }

  private Result unknown(Delivery delivery, String text, Instant now) {
    String reply = cut("unknown: " + text);
    return unknown == UnknownPolicy.HOLD
        ? Result.of(delivery, DeliveryState.UNKNOWN, reply)
        : later(delivery, reply, delay(delivery), now, false);
  }

  private Result later(
      Delivery delivery, String reply, Duration delay, Instant now, boolean unburnt) {
    if (now.plus(delay).isAfter(delivery.createdAt().plus(giveUpAfter))) {
      return Result.of(delivery, DeliveryState.FAILED, cut("given up: " + reply));
    }
    return unburnt
        ? Result.unburnt(delivery, reply, delay)
        : Result.deferred(delivery, reply, delay);
  }

  private Duration delay(Delivery delivery) {
    return schedule.get(Math.min(delivery.attempts(), schedule.size() - 1));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 500));
  }
}
