package carillon.notification.subscription;

import java.util.Locale;

/**
 * What the unsubscribe link of a mail is about: its reader, and what the mail was about.
 *
 * @param userId null for an address without account
 * @param address in lower case; null for a user
 */
public record MailLink(Long userId, String address, long artifactId, long trackerId) {
  private static final String USER = "u";

  public MailLink {
    if ((userId == null) == (address == null)) {
      throw new IllegalArgumentException("A reader is a user or an address");
    }
    address = address == null ? null : address.toLowerCase(Locale.ROOT);
  }

  String text() {
    String reader = userId == null ? address : USER + userId;
    return artifactId + " " + trackerId + " " + reader;
  }

  /**
   * @throws IllegalArgumentException when it is no link's text
   */
  static MailLink of(String text) {
    String[] parts = text.split(" ", 3);
    long artifact = Long.parseLong(parts[0]);
    long tracker = Long.parseLong(parts[1]);
    return parts[2].contains("@")
        ? new MailLink(null, parts[2], artifact, tracker)
        : new MailLink(Long.valueOf(parts[2].substring(USER.length())), null, artifact, tracker);
  }
}
