package carillon.notification.message;

import carillon.notification.event.ChangeSummary;
import carillon.notification.event.ChangeSummary.Actor;
import carillon.notification.event.ChangeSummary.FieldChange;
import carillon.notification.event.ChangeSummary.Step;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One mail's reader: who they are, what they may read of the artifact, and how.
 *
 * @param mentionedBy the name of whoever mentions them in a comment that they may read, empty text
 *     for nobody
 * @param permissionsChecked false: all fields, as a rule's administrator decided
 */
public record MailReader(
    Candidate candidate,
    Reason reason,
    boolean permissionsChecked,
    Access access,
    MailStyle style,
    String mentionedBy) {

  MailReader(
      Candidate candidate,
      Reason reason,
      boolean permissionsChecked,
      Access access,
      MailStyle style) {
    this(candidate, reason, permissionsChecked, access, style, "");
  }

  boolean reads(ChangeSummary.FieldChange field) {
    return !permissionsChecked || access.readsField(candidate, field.id());
  }

  boolean reads(ChangeSummary.Comment comment) {
    return access.readsComment(candidate, comment.changesetId());
  }

  /** One story, and its reader as far as it goes. */
  public record PersonalChange(ChangeSummary story, MailReader reader) {

    /** The changesets of which the reader sees anything; the last one where that is none. */
    List<Step> steps() {
      Set<Long> seen = new HashSet<>();
      story.fields().stream()
          .filter(field -> field.changed() && reader.reads(field))
          .forEach(field -> seen.addAll(field.changesets()));
      story.comments().stream()
          .filter(reader::reads)
          .forEach(comment -> seen.add(comment.changesetId()));
      if (story.creation()) {
        seen.add(story.steps().get(0).changesetId());
      }
      List<Step> steps =
          story.steps().stream().filter(step -> seen.contains(step.changesetId())).toList();
      return steps.isEmpty()
          ? story.steps().subList(story.steps().size() - 1, story.steps().size())
          : steps;
    }

    /** Who made them, each once, the last one last. */
    List<Actor> authors() {
      return ChangeSummary.authors(steps());
    }

    /** Who changed this field, each once. */
    List<Actor> authors(FieldChange field) {
      return ChangeSummary.authors(
          steps().stream().filter(s -> field.changesets().contains(s.changesetId())).toList());
    }

    /** The last one of them. */
    Step last() {
      List<Step> steps = steps();
      return steps.get(steps.size() - 1);
    }
  }
}
