package carillon.notification.diff;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a change visible that nobody would see: blanks, line ends, invisible characters, and
 * letters that are written in another way only (Unicode normalization forms, UAX 15).
 */
public final class VisibleChange {
  private static final String INVISIBLE =
      "[\\p{Cf}\\p{Cc}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{2800}\\x{3164}"
          + "\\x{fe00}-\\x{fe0f}\\x{ffa0}\\x{e0100}-\\x{e01ef}&&[^\\t\\n\\x{b}\\f\\r\\x{85}]]";
  private static final String BLANK = "[\\s\\p{Z}\\x{85}]+";
  private static final String LINE_END = "⏎";
  private static final int MOST_NAMED = 12;

  private VisibleChange() {}

  /**
   * @param pair a deletion, an insertion, or one after the other
   * @param last whether the text ends with it: then a line end has nothing behind it
   */
  static List<Change> of(List<Change> pair, boolean last) {
    List<String> looks = pair.stream().map(change -> look(change.text())).distinct().toList();
    boolean hidden = pair.size() == 2 ? looks.size() == 1 : looks.contains("");
    return hidden
        ? pair.stream().map(c -> new Change(c.kind(), marked(c.text(), last))).toList()
        : pair;
  }

  /** Whether people see no difference between two texts. */
  public static boolean looksTheSame(String one, String other) {
    return look(one).equals(look(other));
  }

  private static String look(String text) {
    return Normalizer.normalize(text.replaceAll(INVISIBLE, ""), Normalizer.Form.NFKC)
        .replaceAll(BLANK, " ")
        .strip();
  }

  /** The text with its blanks and invisible characters as signs, or with its letters' names. */
  public static String marked(String text) {
    return marked(text, false);
  }

  private static String marked(String text, boolean last) {
    String signs = text.codePoints().mapToObj(VisibleChange::sign).collect(Collectors.joining());
    if (signs.equals(text)) {
      return text.codePoints().allMatch(c -> c < 127) ? text : text + " " + names(text);
    }
    return signs.replace(LINE_END, last ? "\n" + LINE_END : LINE_END + "\n");
  }

  private static String sign(int c) {
    String character = Character.toString(c);
    return switch (c) {
      case '\n' -> LINE_END;
      case ' ' -> "␣";
      case '\t' -> "⇥";
      default ->
          character.matches(BLANK) || character.matches(INVISIBLE)
              ? "⟨" + name(c) + "⟩"
              : character;
    };
  }

  private static String names(String text) {
    List<String> names =
        text.codePoints().filter(c -> c > ' ').mapToObj(VisibleChange::name).toList();
    return names.size() <= MOST_NAMED
        ? "⟨" + String.join(" ", names) + "⟩"
        : "⟨" + String.join(" ", names.subList(0, MOST_NAMED)) + " …⟩";
  }

  private static String name(int c) {
    return "U+%04X".formatted(c);
  }
}
