package carillon.notification.event;

import carillon.notification.event.ChangeSummary.Actor;
import carillon.notification.event.ChangeSummary.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One changeset of those that a task tells. */
record ChangesetRow(
    ArtifactContext place,
    long changesetId,
    int sequence,
    boolean deleted,
    Actor author,
    Actor submitter,
    Instant at,
    Optional<ChangeSummary.Comment> comment) {

  /**
   * @param members changesets of one artifact, in their order
   */
  static ChangeSummary story(
      List<ChangesetRow> changesetRows, List<FieldChange> fields, Map<String, String> names) {
    ChangesetRow last = changesetRows.get(changesetRows.size() - 1);
    List<Actor> authors = new ArrayList<>();
    for (ChangesetRow changesetRow : changesetRows) {
      authors.remove(changesetRow.author());
      authors.add(changesetRow.author());
    }
    return new ChangeSummary(
        last.place(),
        last.changesetId(),
        last.sequence(),
        changesetRows.get(0).sequence() == 1,
        last.deleted(),
        authors,
        last.submitter(),
        last.at(),
        changesetRows.stream().flatMap(changesetRow -> changesetRow.comment().stream()).toList(),
        fields,
        names);
  }
}
