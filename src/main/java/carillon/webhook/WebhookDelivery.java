package carillon.webhook;

import java.time.Instant;
import java.util.Locale;

/**
 * What was, or is to be, sent to a webhook.
 *
 * @param changesetId null for a ping
 * @param messageId the same in every attempt
 * @param answerBody its beginning
 * @param error why there was no answer, or why nothing is sent
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
    String error) {

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
  boolean isAwaited(Instant now) {
    return state == State.SENDING && nextAt != null && nextAt.isAfter(now);
  }
}
