package carillon.notification.diff;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The differences of two sequences, with bounded effort: the fewest edits there are (Myers) while
 * these are few; otherwise the sequences are split where they have a long run in common, and both
 * sides are compared alone. What is left over when the effort is spent has been replaced.
 */
final class SequenceDiff {
  /** Myers' effort grows with the square of it. */
  private static final int MOST_EDITS = 200;

  private static final int MOST_SPLITS = 30;

  /** A part of the first sequence became a part of the second; one of them may be empty. */
  record Edit(int start, int end, int newStart, int newEnd) {
    private int size() {
      return end - start + newEnd - newStart;
    }
  }

  private final Integer[] before;
  private final Integer[] after;
  private final CommonRun commonRun;
  private final List<Edit> edits = new ArrayList<>();
  private int splits = MOST_SPLITS;

  private SequenceDiff(Integer[] before, Integer[] after) {
    this.before = before;
    this.after = after;
    this.commonRun = new CommonRun(before, after);
  }

  /** In their order; between two of them there is something that stayed. */
  static List<Edit> of(List<String> before, List<String> after) {
    Map<String, Integer> numbers = new HashMap<>();
    SequenceDiff diff = new SequenceDiff(numbered(before, numbers), numbered(after, numbers));
    diff.compare(new Edit(0, before.size(), 0, after.size()));
    return diff.edits;
  }

  private static Integer[] numbered(List<String> words, Map<String, Integer> numbers) {
    return words.stream()
        .map(word -> numbers.computeIfAbsent(word, w -> numbers.size()))
        .toArray(Integer[]::new);
  }

  private void compare(Edit whole) {
    Edit part = trimmed(whole);
    if (part.size() == 0) {
      return;
    }
    boolean replaced = part.start == part.end || part.newStart == part.newEnd;
    if (replaced || !(fewestEdits(part) || split(part))) {
      edits.add(part);
    }
  }

  private Edit trimmed(Edit whole) {
    int start = 0;
    int most = Math.min(whole.end - whole.start, whole.newEnd - whole.newStart);
    while (start < most && same(whole.start + start, whole.newStart + start)) {
      start++;
    }
    int end = 0;
    while (end < most - start && same(whole.end - 1 - end, whole.newEnd - 1 - end)) {
      end++;
    }
    return new Edit(
        whole.start + start, whole.end - end, whole.newStart + start, whole.newEnd - end);
  }

  private boolean same(int old, int now) {
    return before[old].equals(after[now]);
  }

  private boolean fewestEdits(Edit part) {
    if (Math.abs(part.newEnd - part.newStart - part.end + part.start) > MOST_EDITS) {
      return false;
    }
    List<Change> changes;
    try {
      changes =
          new MyersDiff<Integer>()
              .computeDiff(
                  Arrays.asList(before).subList(part.start, part.end),
                  Arrays.asList(after).subList(part.newStart, part.newEnd),
                  new Limit());
    } catch (TooManyEdits tooMany) {
      return false;
    }
    changes.sort(Comparator.comparingInt(change -> change.startOriginal));
    for (Change change : changes) {
      edits.add(
          new Edit(
              part.start + change.startOriginal,
              part.start + change.endOriginal,
              part.newStart + change.startRevised,
              part.newStart + change.endRevised));
    }
    return true;
  }

  private boolean split(Edit part) {
    if (splits == 0) {
      return false;
    }
    splits--;
    Optional<Edit> common = commonRun.in(part.start, part.end, part.newStart, part.newEnd);
    common.ifPresent(
        run -> {
          compare(new Edit(part.start, run.start, part.newStart, run.newStart));
          compare(new Edit(run.end, part.end, run.newEnd, part.newEnd));
        });
    return common.isPresent();
  }

  /** The library has no other way to be stopped. */
  private static final class TooManyEdits extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyEdits() {
      super("More than " + MOST_EDITS + " edits", null, false, false);
    }
  }

  private static final class Limit implements DiffAlgorithmListener {
    @Override
    public void diffStart() {
      // Nothing is told of the progress.
    }

    @Override
    public void diffStep(int edits, int most) {
      if (edits > MOST_EDITS) {
        throw new TooManyEdits();
      }
    }

    @Override
    public void diffEnd() {
      // Nothing is told of the progress.
    }
  }
}
