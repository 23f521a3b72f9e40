package carillon.notification.message;

import carillon.notification.diff.TextDiff;
import carillon.notification.event.ChangeSummary.FieldChange;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** What is the same for all readers of a text, worked out once. One thread. */
final class RenderCache {
  private final Map<FieldChange, TextDiff> diffs = new IdentityHashMap<>();
  private final Map<String, String> comments = new HashMap<>();

  /** The differences of a text that was changed, from one that was not empty to another. */
  TextDiff diff(FieldChange field) {
    return diffs.computeIfAbsent(field, f -> TextDiff.of(f.before().get(0), f.after().get(0)));
  }

  /** All the comments of a cache are of changes that name the same people. */
  String html(String markdown, Map<String, String> names) {
    return comments.computeIfAbsent(markdown, body -> Markdown.html(body, names));
  }
}
