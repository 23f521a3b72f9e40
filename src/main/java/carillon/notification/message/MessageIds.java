package carillon.notification.message;

import carillon.notification.recipients.RecipientId;

/** The names of mails (RFC 5322 section 3.6.4), from which threads are made. */
public final class MessageIds {
  private MessageIds() {}

  /** {@code <a{artifact}.c{changeset}.u{user}@{domain}>}. */
  public static String of(long artifact, long changeset, RecipientId recipient, String domain) {
    return "<a%d.c%d.u%s@%s>".formatted(artifact, changeset, user(recipient), domain);
  }

  /** The root of a recipient's thread about an artifact; no mail of its own has this name. */
  static String root(long artifact, RecipientId recipient, String domain) {
    return "<a%d.u%s@%s>".formatted(artifact, user(recipient), domain);
  }

  /** The domain in a Message-ID. */
  static String domain(String messageId) {
    return messageId.substring(messageId.indexOf('@') + 1, messageId.length() - 1);
  }

  private static String user(RecipientId recipient) {
    String text = recipient.text();
    return text.startsWith("u") ? text.substring(1) : text;
  }
}
