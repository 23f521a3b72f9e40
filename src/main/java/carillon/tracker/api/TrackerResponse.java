package carillon.tracker.api;

import carillon.tracker.Field;
import carillon.tracker.NotificationLevel;
import carillon.tracker.Tracker;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tracker with its fields; {@code title}, {@code status}, {@code assignee} name fields or are
 * null.
 */
record TrackerResponse(
    long id,
    long projectId,
    String itemName,
    String name,
    NotificationLevel notificationLevel,
    List<String> viewGroups,
    List<FieldResponse> fields,
    @Schema(nullable = true) String title,
    @Schema(nullable = true) String status,
    @Schema(nullable = true) String assignee) {
  static TrackerResponse of(Tracker tracker) {
    return new TrackerResponse(
        tracker.id(),
        tracker.project().id(),
        tracker.itemName(),
        tracker.name(),
        tracker.notificationLevel(),
        GroupResponse.names(tracker.viewGroups()),
        tracker.fields().stream().map(FieldResponse::of).toList(),
        tracker.title().map(Field::name).orElse(null),
        tracker.status().map(Field::name).orElse(null),
        tracker.assignee().map(Field::name).orElse(null));
  }
}
