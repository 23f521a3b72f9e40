package carillon.text;

import java.util.regex.Pattern;

/**
 * Makes text from outside fit to be stored, logged and put on one line. The only place that says
 * which characters are not.
 */
public final class Printable {
  /** The regular expression of one line that a database and a mail's header can hold. */
  public static final String LINE = "[^\\p{Cntrl}\\x{D800}-\\x{DFFF}]";

  /** Control characters but tab and line ends, and halves of a character (lone surrogates). */
  private static final Pattern UNSTORABLE =
      Pattern.compile("[^\\P{Cntrl}\\t\\n\\r]|[\\x{D800}-\\x{DFFF}]");

  /** What ends a line somewhere, moves a terminal's cursor, or is half a character. */
  private static final Pattern NOT_IN_A_LINE =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}\\x{D800}-\\x{DFFF}]+");

  private Printable() {}

  /** Whether databases and mails can hold the text as it is. */
  public static boolean storable(String text) {
    return !UNSTORABLE.matcher(text).find();
  }

  /** The text, each character that cannot be stored replaced by U+FFFD. */
  public static String text(String text) {
    return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
  }

  /** Likewise, cut to so many characters at most. */
  public static String text(String text, int most) {
    return text(beginning(text, most));
  }

  /** The text on one line: line ends and other control characters become single spaces. */
  public static String line(String text) {
    return NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip();
  }

  /** Likewise, cut to so many characters at most. */
  public static String line(String text, int most) {
    return beginning(line(text), most);
  }

  /** The first so many characters (UTF-16), or one fewer where that would leave half of one. */
  public static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most);
  }

  /** The text, or its beginning and an ellipsis when it has more characters. */
  public static String shortened(String text, int most) {
    return text.length() <= most ? text : beginning(text, most - 1) + '…';
  }
}
