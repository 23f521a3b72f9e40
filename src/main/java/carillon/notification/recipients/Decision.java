package carillon.notification.recipients;

/** What was decided about one candidate. */
public sealed interface Decision {
  Candidate candidate();

  /**
   * Gets the mail.
   *
   * @param permissionsChecked false: sees all fields, as a rule's administrator decided
   */
  record Included(Candidate candidate, Reason reason, boolean permissionsChecked)
      implements Decision {}

  /** Gets none. */
  record Excluded(Candidate candidate, ExclusionReason rule) implements Decision {}
}
