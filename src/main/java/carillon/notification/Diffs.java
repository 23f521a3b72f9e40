package carillon.notification;

import carillon.notification.Story.FieldStory;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The differences of long texts, each worked out once for all its readers. One thread. */
final class Diffs {
  private final Map<FieldStory, List<TextDiff.Segment>> known = new IdentityHashMap<>();

  /** Of a text that was changed, from one that was not empty to another. */
  List<TextDiff.Segment> of(FieldStory field) {
    return known.computeIfAbsent(field, f -> TextDiff.of(f.before().get(0), f.after().get(0)));
  }
}
