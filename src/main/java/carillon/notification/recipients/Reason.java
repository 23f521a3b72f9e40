package carillon.notification.recipients;

import java.util.Locale;

/**
 * Why someone gets a mail. Where several hold, the first of this order is told, but a mention goes
 * before all.
 */
public enum Reason {
  /** Named by a field of the artifact that notifies. */
  INVOLVED,
  /** Submitted a changeset of the artifact. */
  COMMENTATOR,
  /** Chose to get mail from the tracker. */
  SUBSCRIPTION,
  /** Named by a rule of the tracker. */
  RULE,
  /** Mentioned in the comment. */
  MENTION;

  /** Whether it is a part in the artifact, not the tracker's or the person's wish to be told. */
  boolean involves() {
    return this == INVOLVED || this == COMMENTATOR;
  }

  /** As it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Reason of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
