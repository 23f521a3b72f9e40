package carillon.problem;

import carillon.text.Printable;
import java.util.Collection;
import java.util.StringJoiner;

/** How much one request may hold and one answer may say, whoever asks. */
public final class Bounds {
  /** Most entries of a list or a map in a request; a few may have more and say so. */
  public static final int ENTRIES = 1000;

  /** Most errors that one answer lists. */
  public static final int ERRORS = 50;

  /** Most characters of a sentence in an answer. */
  static final int SENTENCE = 1000;

  /** Most characters of the place of an error. */
  static final int PLACE = 200;

  private static final int NAMES = 500;

  private Bounds() {}

  /** Names in a sentence: as many of the first as it can carry, and how many there are beside. */
  public static String names(Collection<String> all) {
    StringJoiner named = new StringJoiner(", ");
    int left = all.size();
    for (String name : all) {
      if (left < all.size() && named.length() + name.length() > NAMES) {
        return named + " and " + left + " more";
      }
      named.add(cut(name, NAMES));
      left--;
    }
    return named.toString();
  }

  /** The text, or its beginning when it has more characters; never half a character. */
  public static String cut(String text, int most) {
    return text == null ? null : Printable.shortened(text, most);
  }
}
