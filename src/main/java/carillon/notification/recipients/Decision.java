package carillon.notification.recipients;

/** What was decided about one candidate. */
public sealed interface Decision {
  Candidate candidate();

  /**
   * Gets the mail.
   *
   * @param permissionsChecked false: sees all fields, as a rule's administrator decided
   */
  record Kept(Candidate candidate, Reason reason, boolean permissionsChecked) implements Decision {}

  /** Gets none. */
  record Removed(Candidate candidate, Removal rule) implements Decision {}
}
