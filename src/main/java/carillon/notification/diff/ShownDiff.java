package carillon.notification.diff;

import carillon.notification.diff.Piece.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses what is shown of a diff, so that the output is bounded and says what it leaves out. */
final class ShownDiff {
  private static final int SHORTEST_LIMIT = 200;

  private final List<Change> changes;
  private final int most;
  private final DiffNotes notes;
  private final List<Piece> pieces = new ArrayList<>();
  private int used;

  ShownDiff(List<Change> changes, int most, DiffNotes notes) {
    this.changes = changes;
    this.most = most;
    this.notes = notes;
  }

  List<Piece> pieces() {
    long parts = changes.stream().filter(change -> !change.kept()).count();
    int longest = (int) Math.max(SHORTEST_LIMIT, most / Math.max(1, parts));
    int at = 0;
    while (at < changes.size()) {
      int end = at + 1;
      while (end < changes.size() && !changes.get(end).kept()) {
        end++;
      }
      if (used >= most && changes.get(at).kept() && end > at + 1) {
        more(at);
        return pieces;
      }
      if (changes.get(at).kept()) {
        kept(changes.get(at).text(), at == 0, end == changes.size() && end == at + 1);
        changed(changes.subList(at + 1, end), longest, end == changes.size());
      } else {
        changed(changes.subList(at, end), longest, end == changes.size());
      }
      at = end;
    }
    return pieces;
  }

  /** The first part that is not shown is one that was kept. */
  private void more(int at) {
    long count =
        IntStream.range(at + 1, changes.size())
            .filter(i -> !changes.get(i).kept() && changes.get(i - 1).kept())
            .count();
    pieces.add(new Piece(Kind.NOTE, "\n" + notes.moreChanges((int) count)));
  }

  private void kept(String text, boolean first, boolean last) {
    Surroundings shown = Surroundings.of(text, first, last);
    add(Kind.KEPT, shown.head());
    if (shown.lines() > 0) {
      pieces.add(new Piece(Kind.NOTE, notes.unchangedLines(shown.lines()) + "\n"));
    } else if (shown.characters() > 0) {
      pieces.add(new Piece(Kind.NOTE, notes.unchangedCharacters(shown.characters())));
    }
    add(Kind.KEPT, shown.tail());
  }

  private void changed(List<Change> pair, int longest, boolean last) {
    List<Change> visible = VisibleChange.of(pair, last);
    for (Change change : visible) {
      boolean deleted = change.kind() == Change.Kind.DELETED;
      String text = change.text();
      int end = text.length() <= longest ? text.length() : Cut.before(text, longest);
      add(deleted ? Kind.DELETED : Kind.INSERTED, text.substring(0, end));
      if (end < text.length()) {
        String note = notes.moreCharacters(text.codePointCount(end, text.length()));
        pieces.add(new Piece(deleted ? Kind.DELETED_NOTE : Kind.INSERTED_NOTE, note));
      }
    }
  }

  private void add(Kind kind, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(kind, text));
      used += text.length();
    }
  }
}
