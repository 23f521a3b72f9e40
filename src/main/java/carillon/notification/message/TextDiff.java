package carillon.notification.message;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What changed in a text, word by word. Only the surroundings of a change are told of what stayed;
 * of a very long change only the beginning.
 */
final class TextDiff {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);
  private static final int LONGEST = 3_000;
  private static final int AROUND = 60;

  private final List<Segment> segments = new ArrayList<>();
  private final StringBuilder deleted = new StringBuilder();
  private final StringBuilder inserted = new StringBuilder();

  /** A part of the text. The names are those of the templates. */
  record Segment(Kind kind, String text) {
    enum Kind {
      KEPT,
      DELETED,
      INSERTED
    }

    boolean kept() {
      return kind == Kind.KEPT;
    }

    boolean deleted() {
      return kind == Kind.DELETED;
    }

    boolean inserted() {
      return kind == Kind.INSERTED;
    }

    /** As it is marked where there are no colours. */
    String marked() {
      return switch (kind) {
        case KEPT -> text;
        case DELETED -> "[-" + text + "-]";
        case INSERTED -> "{+" + text + "+}";
      };
    }
  }

  private TextDiff() {}

  static List<Segment> of(String before, String after) {
    int start = commonStart(before, after);
    int end = commonEnd(before, after, start);
    TextDiff diff = new TextDiff();
    diff.kept(before.substring(0, start));
    diff.words(
        words(before.substring(start, before.length() - end)),
        words(after.substring(start, after.length() - end)));
    diff.kept(before.substring(before.length() - end));
    return diff.withGaps();
  }

  private void words(List<String> before, List<String> after) {
    int at = 0;
    for (AbstractDelta<String> delta :
        DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>()).getDeltas()) {
      int position = delta.getSource().getPosition();
      between(String.join("", before.subList(at, position)));
      deleted.append(String.join("", delta.getSource().getLines()));
      inserted.append(String.join("", delta.getTarget().getLines()));
      at = position + delta.getSource().size();
    }
    kept(String.join("", before.subList(at, before.size())));
  }

  /** Several words in a row are one change, not many with blanks between them. */
  private void between(String text) {
    if (text.isBlank() && deleted.length() + inserted.length() > 0) {
      deleted.append(text);
      inserted.append(text);
    } else {
      kept(text);
    }
  }

  private void kept(String text) {
    add(Segment.Kind.DELETED, deleted.toString());
    add(Segment.Kind.INSERTED, inserted.toString());
    deleted.setLength(0);
    inserted.setLength(0);
    add(Segment.Kind.KEPT, text);
  }

  private void add(Segment.Kind kind, String text) {
    if (!text.isEmpty()) {
      segments.add(new Segment(kind, text));
    }
  }

  private List<Segment> withGaps() {
    List<Segment> shown = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      shown.add(
          segment.kind() == Segment.Kind.KEPT
              ? new Segment(
                  Segment.Kind.KEPT,
                  Excerpt.of(
                      segment.text(), i == 0 ? 0 : AROUND, i == segments.size() - 1 ? 0 : AROUND))
              : segment);
    }
    return shown;
  }

  private static List<String> words(String text) {
    return WORD.matcher(Excerpt.of(text, LONGEST, 0)).results().map(MatchResult::group).toList();
  }

  /** Up to the beginning of the first word that differs. */
  private static int commonStart(String before, String after) {
    int shorter = Math.min(before.length(), after.length());
    int start = 0;
    while (start < shorter && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    while (Excerpt.tears(before, start) || Excerpt.tears(after, start)) {
      start--;
    }
    return start;
  }

  /** From the end of the last word that differs. */
  private static int commonEnd(String before, String after, int start) {
    int most = Math.min(before.length(), after.length()) - start;
    int end = 0;
    while (end < most
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    while (Excerpt.tears(before, before.length() - end)
        || Excerpt.tears(after, after.length() - end)) {
      end--;
    }
    return end;
  }
}
