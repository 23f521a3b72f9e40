package carillon.notification.message;

import carillon.tracker.FieldType;
import java.time.LocalDate;
import java.util.List;

/** A field's value as people read it. */
record ValueText(Messages words) {
  /** The whole value, however long; empty text for none. */
  String of(FieldType type, List<String> value) {
    return type == FieldType.DATE && !value.isEmpty()
        ? words.format("date").format(LocalDate.parse(value.get(0)))
        : String.join(", ", value);
  }
}
