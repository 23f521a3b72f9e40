package carillon.notification;

import java.util.List;
import java.util.Map;

/**
 * What one mail says, in its reader's language, holding only what this reader may read. The names
 * are those of the templates.
 *
 * @param heading also the subject
 * @param comment empty text for none
 * @param words the fixed texts
 */
record Letter(
    String language,
    String heading,
    String headline,
    List<Changed> changes,
    String comment,
    List<Value> values,
    String link,
    String reason,
    Map<String, String> words) {

  record Changed(String label, String before, String after) {}

  record Value(String label, String value) {}

  Letter {
    changes = List.copyOf(changes);
    values = List.copyOf(values);
  }

  boolean hasChanges() {
    return !changes.isEmpty();
  }

  boolean hasComment() {
    return !comment.isEmpty();
  }

  boolean hasValues() {
    return !values.isEmpty();
  }
}
