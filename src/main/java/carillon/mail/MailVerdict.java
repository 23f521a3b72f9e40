package carillon.mail;

import java.time.Duration;
import java.util.Locale;

/**
 * What is to become of a mail after one attempt.
 *
 * @param reply the relay's answer or what happened instead, on one line of at most 500 characters
 * @param delay when a deferred mail is tried again; null for the others
 * @param counted whether the attempt counts; one that a broken relay thwarted does not
 */
public record MailVerdict(State state, String reply, Duration delay, boolean counted) {
  /** Only a deferred mail is tried again. */
  public enum State {
    SENT,
    DEFERRED,
    FAILED,
    UNKNOWN;

    /** As it is stored and shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static MailVerdict ended(State state, String reply) {
    return new MailVerdict(state, reply, null, true);
  }
}
