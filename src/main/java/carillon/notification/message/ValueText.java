package carillon.notification.message;

import carillon.tracker.FieldType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A field's value as people read it.
 *
 * @param names real names by user name
 */
record ValueText(Messages words, Map<String, String> names) {
  /** The whole value, however long; empty text for none. */
  String of(FieldType type, List<String> value) {
    return String.join(", ", each(type, value));
  }

  /** Its entries: one, those of a list, or none. */
  List<String> each(FieldType type, List<String> value) {
    return switch (type) {
      case DATE ->
          value.stream().map(day -> words.format("date").format(LocalDate.parse(day))).toList();
      case USER, USERS -> value.stream().map(user -> names.getOrDefault(user, user)).toList();
      default -> value;
    };
  }
}
