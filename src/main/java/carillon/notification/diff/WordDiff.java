package carillon.notification.diff;

import carillon.notification.diff.SequenceDiff.Edit;
import java.util.ArrayList;
import java.util.List;

/** What changed within lines, word by word. */
final class WordDiff {
  /** At least so much of the shorter side has stayed, or a passage is told as replaced. */
  private static final double SIMILAR = 0.25;

  private final List<String> old;
  private final List<String> now;
  private final List<Edit> edits;

  private WordDiff(String before, String after) {
    old = Words.of(before);
    now = Words.of(after);
    edits = SequenceDiff.of(old, now);
  }

  /** As many lines as before are compared one by one, where they are similar. */
  static void of(List<String> before, List<String> after, Script script) {
    List<WordDiff> lines = new ArrayList<>();
    for (int i = 0; before.size() == after.size() && i < before.size(); i++) {
      lines.add(new WordDiff(before.get(i), after.get(i)));
    }
    if (2 * lines.stream().filter(WordDiff::similar).count() > before.size()) {
      for (int i = 0; i < lines.size(); i++) {
        script.keep(i == 0 ? "" : "\n");
        lines.get(i).write(script);
      }
    } else {
      new WordDiff(String.join("\n", before), String.join("\n", after)).write(script);
    }
  }

  private void write(Script script) {
    if (!similar()) {
      script.replace(String.join("", old), String.join("", now));
      return;
    }
    int at = 0;
    for (Edit edit : edits) {
      keep(script, String.join("", old.subList(at, edit.start())), edit);
      script.replace(
          String.join("", old.subList(edit.start(), edit.end())),
          String.join("", now.subList(edit.newStart(), edit.newEnd())));
      at = edit.end();
    }
    script.keep(String.join("", old.subList(at, old.size())));
  }

  private static void keep(Script script, String text, Edit next) {
    boolean replaces = next.start() < next.end() && next.newStart() < next.newEnd();
    if (text.isBlank() && text.indexOf('\n') < 0) {
      script.keepBlanks(text, replaces);
    } else {
      script.keep(text);
    }
  }

  private boolean similar() {
    long gone = edits.stream().mapToLong(e -> words(old.subList(e.start(), e.end()))).sum();
    long all = words(old);
    return all - gone >= SIMILAR * Math.min(all, words(now));
  }

  private static long words(List<String> words) {
    return words.stream().filter(word -> !word.isBlank()).count();
  }
}
