package carillon.notification.diff;

import com.ibm.icu.text.BreakIterator;
import java.util.Locale;

/** Where a text may be cut: between words, or only between characters as people see them. */
public final class Cut {
  private static final int LONGEST_WORD = 30;

  private Cut() {}

  /** The last such place up to there. */
  public static int before(String text, int at) {
    if (at >= text.length()) {
      return text.length();
    }
    for (int end = at; end > Math.max(0, at - LONGEST_WORD); end--) {
      if (blank(text, end - 1) || blank(text, end)) {
        return end;
      }
    }
    BreakIterator characters = characters(text);
    return characters.isBoundary(at) ? at : characters.preceding(at);
  }

  /** The first such place from there. */
  static int after(String text, int at) {
    if (at <= 0) {
      return 0;
    }
    for (int start = at; start < Math.min(text.length(), at + LONGEST_WORD); start++) {
      if (blank(text, start - 1) || blank(text, start)) {
        return start;
      }
    }
    BreakIterator characters = characters(text);
    return characters.isBoundary(at) ? at : characters.following(at);
  }

  private static boolean blank(String text, int at) {
    return Character.isWhitespace(text.charAt(at))
        && (at + 1 == text.length()
            || Character.getType(text.charAt(at + 1)) != Character.NON_SPACING_MARK);
  }

  private static BreakIterator characters(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters;
  }
}
