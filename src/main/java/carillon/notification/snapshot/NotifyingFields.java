package carillon.notification.snapshot;

import carillon.notification.event.ChangeSummary.FieldChange;
import carillon.tracker.FieldType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom the fields with "notify" on name, by the names that their values hold. */
final class NotifyingFields {
  private NotifyingFields() {}

  static Set<String> users(List<FieldChange> fields) {
    return names(fields, Set.of(FieldType.USER, FieldType.USERS));
  }

  static Set<String> groups(List<FieldChange> fields) {
    return names(fields, Set.of(FieldType.GROUP));
  }

  /** Whether there is a submitter field that notifies. */
  static boolean submitter(List<FieldChange> fields) {
    return fields.stream()
        .anyMatch(field -> field.notifies() && field.type() == FieldType.SUBMITTER);
  }

  private static Set<String> names(List<FieldChange> fields, Set<FieldType> types) {
    return fields.stream()
        .filter(field -> field.notifies() && types.contains(field.type()))
        .flatMap(field -> field.value().stream())
        .collect(Collectors.toSet());
  }
}
