package carillon.tracker;

import carillon.problem.Bounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A tracker to be created; {@code title}, {@code status} and {@code assignee} name fields. */
public record NewTracker(
    @NotNull(message = NamePatterns.REQUIRED)
        @Pattern(regexp = NamePatterns.SHORT, message = NamePatterns.SHORT_MESSAGE)
        String itemName,
    @NotNull(message = NamePatterns.REQUIRED) @SingleLineText String name,
    NotificationLevel notificationLevel,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> viewGroups,
    @Size(max = 200) List<@NotNull(message = NamePatterns.REQUIRED) @Valid FieldDefinition> fields,
    @Size(max = NamePatterns.LONGEST) String title,
    @Size(max = NamePatterns.LONGEST) String status,
    @Size(max = NamePatterns.LONGEST) String assignee) {

  TrackerPatch content() {
    return new TrackerPatch(name, notificationLevel, viewGroups, fields, title, status, assignee);
  }
}
