package carillon.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * An endpoint that is told of a tracker's changes.
 *
 * @param owner the user name of whose eyes it sees with
 * @param disabledBecause null while it is enabled, or when somebody disabled it
 * @param secrets sealed
 */
record Webhook(
    long id,
    long trackerId,
    URI url,
    long ownerId,
    String owner,
    Set<WebhookEvent> events,
    boolean enabled,
    String disabledBecause,
    Secrets secrets) {

  /**
   * Its secrets, sealed.
   *
   * @param old null when there was none
   * @param oldUntil until when messages are signed with the old one too
   */
  record Secrets(String current, String old, Instant oldUntil) {
    boolean oldIsValid(Instant now) {
      return old != null && now.isBefore(oldUntil);
    }
  }

  Webhook {
    events = Set.copyOf(events);
  }
}
