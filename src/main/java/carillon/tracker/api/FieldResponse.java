package carillon.tracker.api;

import carillon.tracker.Field;
import carillon.tracker.FieldType;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A field of a tracker. */
record FieldResponse(
    String name,
    String label,
    FieldType type,
    List<String> values,
    @JsonProperty("notify") boolean notifies,
    List<String> readGroups) {
  static FieldResponse of(Field field) {
    return new FieldResponse(
        field.name(),
        field.label(),
        field.type(),
        List.copyOf(field.choices()),
        field.notifies(),
        GroupResponse.names(field.readGroups()));
  }
}
