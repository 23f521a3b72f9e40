package carillon.notification;

import carillon.notification.Story.FieldStory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The differences of one story's texts, each worked out once for all its readers. One thread. */
final class Diffs {
  private final Map<Long, List<TextDiff.Segment>> byField = new HashMap<>();

  /** Of a text that was changed, from one that was not empty to another. */
  List<TextDiff.Segment> of(FieldStory field) {
    return byField.computeIfAbsent(
        field.id(), id -> TextDiff.of(field.before().get(0), field.after().get(0)));
  }
}
