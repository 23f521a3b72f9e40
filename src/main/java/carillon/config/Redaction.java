package carillon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts people's addresses and passwords out of texts that others wrote (replies of relays, refused
 * settings, messages of exceptions) before more people see them. Cuts rather too much than too
 * little.
 */
public final class Redaction {
  private static final String CUT = "(address)";

  /** An {@code @}, full-width and small ones (Unicode) and percent-encoded (RFC 3986) included. */
  private static final String AT = "[@\uFF20\uFE6B]|%40";

  private static final Pattern HAS_AT = Pattern.compile(AT);

  /** RFC 5322 allows spaces around it. */
  private static final Pattern SPACED_AT = Pattern.compile("\\s{0,8}(" + AT + ")\\s{0,8}");

  /** What stands between spaces and angle brackets; a local part may be quoted (RFC 5321 4.1.2). */
  private static final Pattern WORD =
      Pattern.compile("(?:\"(?:\\\\.|[^\"\\\\])*+\"|[^\\s<>\"]|\")++");

  private static final Pattern PASSWORD_OPTION =
      Pattern.compile("(?i)((?:passw(?:or)?d|pass|pwd|secret|token)=)[^&\\s,]*");

  /** A port that is none: somebody forgot the host after {@code user:password}. */
  private static final Pattern NO_PORT =
      Pattern.compile("://([^\\s:/\\[]*):(?!\\d{1,5}(?:[\\s,/?#]|$))\\S*");

  private Redaction() {}

  /** The text with {@code (address)} for each word that has a mail address in it. */
  public static String withoutAddresses(String text) {
    if (!HAS_AT.matcher(text).find()) {
      return text;
    }
    String joined = SPACED_AT.matcher(text).replaceAll("$1");
    return WORD.matcher(joined)
        .replaceAll(
            word ->
                HAS_AT.matcher(word.group()).find() ? CUT : Matcher.quoteReplacement(word.group()));
  }

  /**
   * The value of a setting that was refused, without addresses and without anything that may be a
   * password: of URLs, all from the first scheme to the last {@code @} is cut, because a password
   * that was not encoded may contain any character.
   */
  static String ofRefusedValue(String text) {
    int scheme = text.indexOf("://");
    String shown =
        scheme < 0
            ? withoutAddresses(text)
            : withoutAddresses(text.substring(0, scheme)) + withoutUser(text.substring(scheme));
    return PASSWORD_OPTION.matcher(shown).replaceAll("$1***");
  }

  private static String withoutUser(String url) {
    int at = url.lastIndexOf('@');
    return at < 0 ? NO_PORT.matcher(url).replaceAll("://$1:***") : "://***" + url.substring(at);
  }
}
