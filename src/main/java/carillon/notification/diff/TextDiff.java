package carillon.notification.diff;

import carillon.notification.diff.SequenceDiff.Edit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What changed in a text: lines first, then words within the lines that changed. Without what is
 * shown as kept or inserted it is the old text, without what is kept or deleted the new one.
 * Immutable.
 */
public final class TextDiff {
  private static final Pattern LINE_END = Pattern.compile("\r\n?");

  /** More characters than this, in both texts together, are not compared word by word. */
  private static final int MOST_COMPARED = 500_000;

  private final List<Change> changes;

  private TextDiff(List<Change> changes) {
    this.changes = List.copyOf(changes);
  }

  /** Line ends of all kinds are the same. */
  public static TextDiff of(String before, String after) {
    String old = unified(before);
    String now = unified(after);
    if (old.length() + now.length() > MOST_COMPARED) {
      return new TextDiff(WholeDiff.of(old, now));
    }
    List<Change> changes = compared(lines(old), lines(now));
    long kinds = changes.stream().map(Change::kind).distinct().count();
    boolean both = kinds == Change.Kind.values().length || changes.size() == 2;
    return new TextDiff(both ? Insertions.only(old, now).orElse(changes) : changes);
  }

  private static List<Change> compared(List<String> old, List<String> now) {
    Script script = new Script();
    int at = 0;
    for (Edit edit : SequenceDiff.of(old, now)) {
      boolean last = edit.end() == old.size();
      List<String> was = old.subList(edit.start(), edit.end());
      List<String> is = now.subList(edit.newStart(), edit.newEnd());
      boolean onOneSide = was.isEmpty() || is.isEmpty();
      String stays = String.join("\n", old.subList(at, edit.start()));
      script.keep(edit.start() == at || (onOneSide && last) ? stays : stays + "\n");
      if (onOneSide) {
        script.replace(whole(was, last), whole(is, last));
      } else {
        WordDiff.of(was, is, script);
        script.keep(last ? "" : "\n");
      }
      at = edit.end();
    }
    script.keep(String.join("\n", old.subList(at, old.size())));
    return script.changes();
  }

  /** Lines that are on one side only, with the line end that comes or goes with them. */
  private static String whole(List<String> lines, boolean last) {
    if (lines.isEmpty()) {
      return "";
    }
    String text = String.join("\n", lines);
    return last ? "\n" + text : text + "\n";
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }

  /** Whether two texts read the same: they differ in the kind of their line ends at most. */
  public static boolean sameText(String before, String after) {
    return unified(before).equals(unified(after));
  }

  private static String unified(String text) {
    return text.indexOf('\r') < 0 ? text : LINE_END.matcher(text).replaceAll("\n");
  }

  /**
   * What is shown of it: the changes with what is around them, and notes about all that is left
   * out.
   *
   * @param most about how many characters
   */
  public List<Piece> shown(int most, DiffNotes notes) {
    return new ShownDiff(changes, most, notes).pieces();
  }

  List<Change> changes() {
    return changes;
  }
}
