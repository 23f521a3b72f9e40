package carillon.notification;

import carillon.notification.recipients.Mentions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened to an artifact in one changeset, and what the artifact is like after it.
 *
 * @param deleted whether the artifact was deleted meanwhile
 * @param comment empty when there is none, or only blanks
 * @param fields all fields of the tracker, in the order in which they are shown
 */
record Story(
    Place place,
    long changesetId,
    int sequence,
    boolean deleted,
    Actor author,
    Actor submitter,
    Instant at,
    Optional<String> comment,
    List<FieldStory> fields) {

  /** Who did something: an account by its id, or an address, and the name to show. */
  record Actor(Long userId, String address, String name) {}

  /** One field: whether and how it changed (JSON, null for empty), and its value afterwards. */
  record FieldStory(
      long id,
      String label,
      String type,
      boolean notifies,
      boolean changed,
      String oldContent,
      String newContent,
      String content) {}

  Story {
    fields = List.copyOf(fields);
  }

  boolean creation() {
    return sequence == 1;
  }

  Set<Long> changedFields() {
    return fields.stream()
        .filter(FieldStory::changed)
        .map(FieldStory::id)
        .collect(Collectors.toSet());
  }

  boolean statusChanged() {
    return place.statusField() != null && changedFields().contains(place.statusField());
  }

  /** The names mentioned in the comment. */
  Set<String> mentions() {
    return comment.map(Mentions::in).orElse(Set.of());
  }

  /** The title field's value, whoever may read it. */
  Optional<FieldStory> title() {
    return fields.stream()
        .filter(field -> place.titleField() != null && field.id() == place.titleField())
        .findFirst();
  }
}
