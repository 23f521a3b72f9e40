package carillon.notification.message;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Writes text that people have typed into header fields: one line of at most so many characters,
 * folded below 78 (RFC 5322 section 2.1.1), as encoded words (RFC 2047) where it is not plain.
 * Unlike Jakarta Mail it also encodes ASCII that cannot be folded, or that a reader would decode.
 */
final class HeaderText {
  /**
   * So that an encoded word has at most 56 characters, which fit behind a field's name: a value
   * that begins on the next line begins with a blank for some readers.
   */
  private static final int BYTES_PER_WORD = 33;

  private static final int LINE = 76;
  private static final int LONGEST_RUN = 50;
  private static final String FIRST = "=?UTF-8?B?";
  private static final String LAST = "?=";

  private HeaderText() {}

  /** For a field that is a text, such as Subject. */
  static String text(String text) {
    return plain(text) ? text : encoded(text);
  }

  /** For a name before an address: a quoted string unless it must be encoded. */
  static String phrase(String text) {
    return plain(text) ? '"' + text.replaceAll("([\\\\\"])", "\\\\$1") + '"' : encoded(text);
  }

  /**
   * A field with its line's end, folded; what has no place behind the name begins on a line of its
   * own.
   */
  static String field(String name, String value) {
    int used = name.length() + 2;
    int first = value.indexOf(' ') < 0 ? value.length() : value.indexOf(' ');
    return name
        + ": "
        + (used + first > LINE
            ? "\r\n " + MimeUtility.fold(1, value)
            : MimeUtility.fold(used, value))
        + "\r\n";
  }

  /** At most so many characters of a text, on one line, with an ellipsis where it was cut. */
  static String cut(String text, int most) {
    String line = SingleLine.one(text);
    if (line.codePointCount(0, line.length()) <= most) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }

  private static boolean plain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 127)
        && !text.contains("=?")
        && !text.contains("  ")
        && !text.matches(".*[^ ]{" + LONGEST_RUN + "}.*");
  }

  private static String encoded(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      int more = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + more > BYTES_PER_WORD) {
        words.add(word(word));
        word.setLength(0);
        bytes = 0;
      }
      word.append(character);
      bytes += more;
    }
    words.add(word(word));
    return String.join(" ", words);
  }

  private static String word(CharSequence text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return FIRST + Base64.getEncoder().encodeToString(bytes) + LAST;
  }
}
