package carillon.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What was, or is to be, sent to a webhook.
 *
 * @param changesetId null for a ping
 * @param messageId the same in every attempt
 * @param answerBody its beginning
 * @param error why there was no answer, or why nothing is sent
 * @param readAt when it was read: like the other times on the database's clock, which is the same
 *     for all nodes
 */
record WebhookDelivery(
    long id,
    long webhookId,
    Long changesetId,
    String messageId,
    State state,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    Instant nextAt,
    Integer answerStatus,
    String answerBody,
    String error,
    Instant readAt) {

  /** Where it stands. */
  enum State {
    /** Sent, the answer is awaited. */
    SENDING,
    /** To be tried, again or for the first time. */
    DEFERRED,
    DELIVERED,
    /** Given up. */
    FAILED,
    /** The owner may not read it. */
    SKIPPED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean ended() {
      return this != SENDING && this != DEFERRED;
    }
  }

  boolean isPing() {
    return changesetId == null;
  }

  /**
   * Whether it is sent for somebody who looks, a ping or one that had ended: nothing tries it
   * again, and nothing follows for its webhook when it fails.
   */
  boolean isOnRequest() {
    return isPing() || state.ended();
  }

  /** Whether its answer may still come; after that it is lost. */
  boolean isAwaited() {
    return state == State.SENDING && nextAt != null && nextAt.isAfter(readAt);
  }

  /** Until it is to be tried; zero when it is now. Only of one that has not ended. */
  Duration toNext() {
    Duration toNext = Duration.between(readAt, nextAt);
    return toNext.isNegative() ? Duration.ZERO : toNext;
  }

  Duration age() {
    return Duration.between(createdAt, readAt);
  }
}
