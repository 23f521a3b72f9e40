package carillon.notification.event;

import carillon.notification.recipients.Mentions;
import carillon.tracker.FieldType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened to one artifact, in one changeset or in several that are told together: then the
 * values before the first and after the last of them.
 *
 * @param changesetId the last changeset
 * @param sequence its place among the artifact's changesets
 * @param creation whether the artifact's first changeset is in it
 * @param authors who made the changesets, each once, the last one last
 * @param at when the last one was made
 * @param fields all fields of the tracker, in the order in which they are shown
 * @param names real names of the users whom the fields name, by user name
 */
public record ChangeSummary(
    ArtifactContext place,
    long changesetId,
    int sequence,
    boolean creation,
    boolean deleted,
    List<Actor> authors,
    Actor submitter,
    Instant at,
    List<Comment> comments,
    List<FieldChange> fields,
    Map<String, String> names) {

  /** Who did something: an account by its id, or an address, and the name to show. */
  public record Actor(Long userId, String address, String name) {}

  /** A comment that is not empty. */
  public record Comment(long changesetId, Actor author, String body, boolean markdown) {
    public Set<String> mentions() {
      return Mentions.in(body);
    }
  }

  /**
   * One field: whether and how it changed, and its value afterwards. A value is its words: none
   * when empty, one, or each entry of a list.
   */
  public record FieldChange(
      long id,
      String label,
      FieldType type,
      boolean notifies,
      boolean changed,
      List<String> before,
      List<String> after,
      List<String> value) {}

  public ChangeSummary {
    authors = List.copyOf(authors);
    comments = List.copyOf(comments);
    fields = List.copyOf(fields);
    names = Map.copyOf(names);
  }

  /** Who made the last changeset. */
  public Actor author() {
    return authors.get(authors.size() - 1);
  }

  public Set<Long> changedFields() {
    return fields.stream()
        .filter(FieldChange::changed)
        .map(FieldChange::id)
        .collect(Collectors.toSet());
  }

  public boolean statusChanged() {
    return place.statusField() != null && changedFields().contains(place.statusField());
  }

  /** The names mentioned in any comment. */
  public Set<String> mentions() {
    return comments.stream().flatMap(c -> c.mentions().stream()).collect(Collectors.toSet());
  }

  /** The title field's value, whoever may read it. */
  public Optional<FieldChange> title() {
    return fields.stream()
        .filter(field -> place.titleField() != null && field.id() == place.titleField())
        .findFirst();
  }
}
