package carillon.notification.diff;

import java.util.List;

/** Compares texts that are too long for more: all between the first and the last difference. */
final class WholeDiff {
  private WholeDiff() {}

  static List<Change> of(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int start = 0;
    while (start < most && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    start = Cut.before(start < most ? before : before.substring(0, start), start);
    int end = 0;
    while (end < most - start
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    end = before.length() - Cut.after(before, before.length() - end);
    Script script = new Script();
    script.keep(before.substring(0, start));
    script.replace(
        before.substring(start, before.length() - end),
        after.substring(start, after.length() - end));
    script.keep(before.substring(before.length() - end));
    return script.changes();
  }
}
