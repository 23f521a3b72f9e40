package carillon.tracker.api;

import carillon.tracker.Field;
import carillon.tracker.NotificationLevel;
import carillon.tracker.Tracker;
import java.util.List;

/**
 * A tracker with its fields; {@code title}, {@code status}, {@code assignee} name fields or are
 * null.
 */
record TrackerView(
    long id,
    long projectId,
    String itemName,
    String name,
    NotificationLevel notificationLevel,
    List<String> viewGroups,
    List<FieldView> fields,
    String title,
    String status,
    String assignee) {
  static TrackerView of(Tracker tracker) {
    return new TrackerView(
        tracker.id(),
        tracker.project().id(),
        tracker.itemName(),
        tracker.name(),
        tracker.notificationLevel(),
        GroupView.names(tracker.viewGroups()),
        tracker.fields().stream().map(FieldView::of).toList(),
        tracker.title().map(Field::name).orElse(null),
        tracker.status().map(Field::name).orElse(null),
        tracker.assignee().map(Field::name).orElse(null));
  }
}
