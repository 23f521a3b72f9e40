package carillon.notification.diff;

import carillon.notification.diff.Change.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects changes: at most one deletion and one insertion between two parts that stayed. */
final class Script {
  private final List<Change> changes = new ArrayList<>();
  private final StringBuilder kept = new StringBuilder();
  private final StringBuilder deleted = new StringBuilder();
  private final StringBuilder inserted = new StringBuilder();

  void keep(String text) {
    if (!text.isEmpty()) {
      endChange();
      kept.append(text);
    }
  }

  void replace(String old, String now) {
    if (!old.isEmpty() || !now.isEmpty()) {
      add(Kind.KEPT, kept);
      deleted.append(old);
      inserted.append(now);
    }
  }

  /** Several words in a row are one change, not many with blanks between them. */
  void keepBlanks(String text, boolean replacesNext) {
    if (replacesNext && deleted.length() > 0 && inserted.length() > 0) {
      replace(text, text);
    } else {
      keep(text);
    }
  }

  List<Change> changes() {
    endChange();
    add(Kind.KEPT, kept);
    return changes;
  }

  private void endChange() {
    add(Kind.DELETED, deleted);
    add(Kind.INSERTED, inserted);
  }

  private void add(Kind kind, StringBuilder text) {
    if (text.length() > 0) {
      changes.add(new Change(kind, text.toString()));
      text.setLength(0);
    }
  }
}
