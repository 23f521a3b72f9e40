package carillon.tracker;

import carillon.problem.Bounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Changes of a tracker; what is null stays.
 *
 * @param fields those to add or to change, by name; a field that is not listed stays as it is
 * @param title the field that is the title, empty for none; likewise {@code status}, {@code
 *     assignee}
 */
public record TrackerPatch(
    @SingleLineText String name,
    NotificationLevel notificationLevel,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> viewGroups,
    @Size(max = 200) List<@NotNull(message = NamePatterns.REQUIRED) @Valid FieldDefinition> fields,
    @Size(max = NamePatterns.LONGEST) String title,
    @Size(max = NamePatterns.LONGEST) String status,
    @Size(max = NamePatterns.LONGEST) String assignee) {}
