package carillon.notification.diff;

import java.util.List;
import java.util.Optional;

/**
 * Recognises that words were only put into a text, or only taken out of it, where the comparison of
 * lines has not: nothing may be told as deleted that is still there.
 */
final class Insertions {
  private Insertions() {}

  /** Empty when both happened. */
  static Optional<List<Change>> only(String before, String after) {
    List<String> old = Words.of(before);
    List<String> now = Words.of(after);
    Script script = new Script();
    boolean inserted = old.size() <= now.size();
    return (inserted ? write(old, now, script, true) : write(now, old, script, false))
        ? Optional.of(script.changes())
        : Optional.empty();
  }

  /** Whether all of the shorter text is in the longer one, in its order. */
  private static boolean write(
      List<String> less, List<String> more, Script script, boolean inserted) {
    int at = 0;
    for (String word : more) {
      if (at < less.size() && less.get(at).equals(word)) {
        script.keep(word);
        at++;
      } else {
        script.replace(inserted ? "" : word, inserted ? word : "");
      }
    }
    return at == less.size();
  }
}
