package carillon.notification.event;

import carillon.notification.event.ChangeSummary.Actor;
import carillon.notification.event.ChangeSummary.FieldChange;
import java.time.Instant;
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
    return new ChangeSummary(
        last.place(),
        last.changesetId(),
        last.sequence(),
        changesetRows.get(0).sequence() == 1,
        last.deleted(),
        changesetRows.stream().map(ChangesetRow::step).toList(),
        last.submitter(),
        changesetRows.stream().flatMap(changesetRow -> changesetRow.comment().stream()).toList(),
        fields,
        names);
  }

  private ChangeSummary.Step step() {
    return new ChangeSummary.Step(changesetId, author, at);
  }
}
