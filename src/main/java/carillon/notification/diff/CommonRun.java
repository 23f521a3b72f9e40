package carillon.notification.diff;

import carillon.notification.diff.SequenceDiff.Edit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a long run that two sequences have in common, by the hashes of their windows (Rabin and
 * Karp). It has at least a quarter of the length of the longest one.
 */
final class CommonRun {
  private static final long BASE = 0x9E3779B97F4A7C15L;
  private static final int STEP = 4;

  private final Integer[] before;
  private final Integer[] after;

  /** Of the first so many elements. */
  private long[] hashes;

  private long[] newHashes;
  private long[] powers;

  /** How many windows may still be looked at. */
  private long left;

  CommonRun(Integer[] before, Integer[] after) {
    this.before = before;
    this.after = after;
    this.left = 200_000;
  }

  /** The run as what it is in both; empty when there is none, or too much has been looked at. */
  Optional<Edit> in(int start, int end, int newStart, int newEnd) {
    prepare();
    int length = Math.min(end - start, newEnd - newStart);
    for (int width = (length + STEP - 1) / STEP; width > 0 && left > 0; width /= STEP) {
      Optional<Edit> found = withWindow(width, new Edit(start, end, newStart, newEnd));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private void prepare() {
    if (hashes == null) {
      hashes = hashes(before);
      newHashes = hashes(after);
      powers = new long[Math.max(before.length, after.length) + 1];
      powers[0] = 1;
      for (int i = 1; i < powers.length; i++) {
        powers[i] = powers[i - 1] * BASE;
      }
    }
  }

  private static long[] hashes(Integer[] sequence) {
    long[] hashes = new long[sequence.length + 1];
    for (int i = 0; i < sequence.length; i++) {
      hashes[i + 1] = hashes[i] * BASE + sequence[i] + 1;
    }
    return hashes;
  }

  private long window(long[] of, int start, int width) {
    return of[start + width] - of[start] * powers[width];
  }

  private Optional<Edit> withWindow(int width, Edit part) {
    left -= part.end() - part.start() + part.newEnd() - part.newStart();
    Map<Long, Integer> windows = new HashMap<>();
    for (int i = part.start(); i + width <= part.end(); i++) {
      windows.putIfAbsent(window(hashes, i, width), i);
    }
    Edit longest = null;
    for (int i = part.newStart(); i + width <= part.newEnd(); i++) {
      Integer match = windows.get(window(newHashes, i, width));
      if (match != null) {
        Edit run = extended(match, i, part);
        longest = longest == null || better(run, longest, part) ? run : longest;
        i = Math.max(i, run.newEnd() - width);
      }
    }
    return Optional.ofNullable(longest).filter(run -> length(run) > 0);
  }

  /** The longer one; of equal ones that nearer to the middle, so that both sides are short. */
  private static boolean better(Edit run, Edit other, Edit part) {
    return length(run) == length(other)
        ? fromMiddle(run, part) < fromMiddle(other, part)
        : length(run) > length(other);
  }

  private static int fromMiddle(Edit run, Edit part) {
    return Math.abs(run.start() + run.end() - part.start() - part.end());
  }

  private static int length(Edit run) {
    return run.end() - run.start();
  }

  /** As far as both are really the same, whatever the hash says. */
  private Edit extended(int old, int now, Edit part) {
    int back = 0;
    while (old - back > part.start()
        && now - back > part.newStart()
        && before[old - back - 1].equals(after[now - back - 1])) {
      back++;
    }
    int on = 0;
    while (old + on < part.end()
        && now + on < part.newEnd()
        && before[old + on].equals(after[now + on])) {
      on++;
    }
    return new Edit(old - back, old + on, now - back, now + on);
  }
}
