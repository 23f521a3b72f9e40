package carillon.notification.event;

import carillon.notification.comment.Mentions;
import carillon.tracker.FieldType;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param steps its changesets, in their order; at least one
 * @param fields all fields of the tracker, in the order in which they are shown
 * @param names real names of the users whom fields name, by user name, and of those whom comments
 *     mention, by user name in lower case
 */
public record ChangeSummary(
    ArtifactContext place,
    long changesetId,
    int sequence,
    boolean creation,
    boolean deleted,
    List<Step> steps,
    Actor submitter,
    List<Comment> comments,
    List<FieldChange> fields,
    Map<String, String> names) {

  /** Who did something: an account by its id, or an address, and the name to show. */
  public record Actor(Long userId, String address, String name) {}

  /** One changeset: who made it, and when. */
  public record Step(long changesetId, Actor author, Instant at) {}

  /** A comment that is not empty. */
  public record Comment(long changesetId, Actor author, String body, boolean markdown) {
    /** User names in lower case. */
    public Set<String> mentions() {
      return Mentions.in(body, markdown);
    }
  }

  /**
   * One field: whether and how it changed, and its value afterwards. A value is its words: none
   * when empty, one, or each entry of a list.
   *
   * @param changesets those of the told ones that wrote it, in their order
   */
  public record FieldChange(
      long id,
      String label,
      FieldType type,
      boolean notifies,
      boolean changed,
      List<String> before,
      List<String> after,
      List<String> value,
      List<Long> changesets) {}

  public ChangeSummary {
    steps = List.copyOf(steps);
    comments = List.copyOf(comments);
    fields = List.copyOf(fields);
    names = Map.copyOf(names);
  }

  /** Who made the changesets, each once, the last one last. */
  public List<Actor> authors() {
    return authors(steps);
  }

  /** Who made some of the changesets, each once, the last one last. */
  public static List<Actor> authors(List<Step> steps) {
    List<Actor> authors = new ArrayList<>();
    for (Step step : steps) {
      authors.remove(step.author());
      authors.add(step.author());
    }
    return authors;
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

  /** The names mentioned in any comment, in lower case. */
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
