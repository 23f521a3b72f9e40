package carillon.notification.diff;

import java.util.ArrayList;
import java.util.List;

/** A diff as lines of text: {@code -} before what was, {@code +} before what is. */
public final class DiffRows {
  private static final String KEPT = "    ";
  private static final String DELETED = "  - ";
  private static final String INSERTED = "  + ";

  private final List<String> rows = new ArrayList<>();
  private final StringBuilder old = new StringBuilder();
  private final StringBuilder now = new StringBuilder();

  private DiffRows() {}

  public static List<String> of(List<Piece> pieces) {
    DiffRows diffRows = new DiffRows();
    pieces.forEach(diffRows::add);
    diffRows.endText();
    return diffRows.rows;
  }

  private void add(Piece piece) {
    switch (piece.kind()) {
      case KEPT -> keep(piece.text());
      case NOTE -> note(piece.text());
      case DELETED, DELETED_NOTE -> old.append(piece.text());
      case INSERTED, INSERTED_NOTE -> now.append(piece.text());
    }
  }

  private void keep(String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        endLine();
      }
      old.append(lines[i]);
      now.append(lines[i]);
    }
  }

  private void note(String text) {
    if (text.indexOf('\n') < 0) {
      keep(text);
    } else {
      endText();
      rows.add(KEPT + text.strip());
    }
  }

  private void endText() {
    if (old.length() > 0 || now.length() > 0) {
      endLine();
    }
  }

  /** What both have in common at the beginning and at the end is no change. */
  private void endLine() {
    List<String> was = List.of(old.toString().split("\n", -1));
    List<String> is = List.of(now.toString().split("\n", -1));
    int most = Math.min(was.size(), is.size());
    int start = 0;
    while (start < most && was.get(start).equals(is.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start && last(was, end).equals(last(is, end))) {
      end++;
    }
    add(KEPT, was.subList(0, start));
    add(DELETED, was.subList(start, was.size() - end));
    add(INSERTED, is.subList(start, is.size() - end));
    add(KEPT, was.subList(was.size() - end, was.size()));
    old.setLength(0);
    now.setLength(0);
  }

  private static String last(List<String> lines, int back) {
    return lines.get(lines.size() - 1 - back);
  }

  private void add(String mark, List<String> lines) {
    lines.forEach(line -> rows.add((mark + line).stripTrailing()));
  }
}
