package carillon.notification.diff;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into words, blanks, line ends and single characters as people see them (extended
 * grapheme clusters, UAX 29). Scripts that write no blanks are cut by a dictionary.
 */
final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();

  /** They are made when a text needs them: most do not. */
  private BreakIterator characters;

  private BreakIterator dictionary;

  private enum Kind {
    WORD,
    BLANK,
    DENSE,
    SINGLE
  }

  private Words(String text) {
    this.text = text;
  }

  /** They make up the whole text. */
  static List<String> of(String text) {
    Words words = new Words(text);
    int start = 0;
    while (start < text.length()) {
      start = words.add(start);
    }
    return words.words;
  }

  /** Adds what begins there, and says where it ends. */
  private int add(int start) {
    Kind kind = kind(text.codePointAt(start));
    int end = kind == Kind.SINGLE ? character(start) : run(start, kind);
    if (kind == Kind.DENSE) {
      addByDictionary(text.substring(start, end));
    } else {
      words.add(text.substring(start, end));
    }
    return end;
  }

  private int run(int start, Kind kind) {
    int end = start;
    int last = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      boolean mark = end > start && extendsCharacter(c);
      if (mark ? kind == Kind.BLANK : kind(c) != kind) {
        break;
      }
      last = end;
      end += Character.charCount(c);
    }
    boolean torn =
        kind == Kind.BLANK && end < text.length() && extendsCharacter(text.codePointAt(end));
    return torn ? blankBeforeMark(start, last) : end;
  }

  /** A blank with a mark upon it is a character of its own. */
  private int blankBeforeMark(int start, int last) {
    return last > start ? last : character(start);
  }

  private int character(int start) {
    int next = start + Character.charCount(text.codePointAt(start));
    if (next == text.length() || text.charAt(start) == '\n') {
      return next;
    }
    if (text.charAt(start) < 128 && text.charAt(next) < 128) {
      return next;
    }
    if (characters == null) {
      characters = BreakIterator.getCharacterInstance(Locale.ROOT);
      characters.setText(text);
    }
    return characters.following(start);
  }

  private void addByDictionary(String run) {
    if (dictionary == null) {
      dictionary = BreakIterator.getWordInstance(Locale.ROOT);
    }
    dictionary.setText(run);
    int start = dictionary.first();
    for (int end = dictionary.next(); end != BreakIterator.DONE; end = dictionary.next()) {
      words.add(run.substring(start, end));
      start = end;
    }
  }

  private static boolean extendsCharacter(int c) {
    return c > 127
        && (UCharacter.hasBinaryProperty(c, UProperty.GRAPHEME_EXTEND)
            || Character.getType(c) == Character.COMBINING_SPACING_MARK
            || c == 0x200d);
  }

  private static Kind kind(int c) {
    if (c < 128) {
      boolean word = Character.isLetterOrDigit(c) || c == '_';
      boolean blank = c == ' ' || c == '\t';
      return word ? Kind.WORD : blank ? Kind.BLANK : Kind.SINGLE;
    }
    if (!Character.isLetterOrDigit(c)) {
      return Kind.SINGLE;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Kind.DENSE;
      default -> Kind.WORD;
    };
  }
}
