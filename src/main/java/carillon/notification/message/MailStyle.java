package carillon.notification.message;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** How a recipient reads: language, time zone, and whether HTML or only text. */
public record MailStyle(Locale locale, ZoneId zone, boolean html) {
  /** For an address without account. */
  public static final MailStyle DEFAULT = new MailStyle(Locale.ENGLISH, ZoneOffset.UTC, true);

  /** From what an account says; a time zone that this JDK does not know is read as UTC. */
  public static MailStyle of(String languageTag, String timezone, boolean html) {
    return new MailStyle(Locale.forLanguageTag(languageTag), zone(timezone), html);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }
}
