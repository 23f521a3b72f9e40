package carillon.notification.message;

import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Reason;

/**
 * One mail's reader: who they are, what they may read of the artifact, and how.
 *
 * @param permissionsChecked false: all fields, as a rule's administrator decided
 */
public record MailReader(
    Candidate candidate,
    Reason reason,
    boolean permissionsChecked,
    Access access,
    MailStyle style) {

  boolean reads(ChangeSummary.FieldChange field) {
    return !permissionsChecked || access.readsField(candidate, field.id());
  }

  boolean reads(ChangeSummary.Comment comment) {
    return access.readsComment(candidate, comment.changesetId());
  }

  /** One story, and its reader as far as it goes. */
  public record PersonalChange(ChangeSummary story, MailReader reader) {}
}
