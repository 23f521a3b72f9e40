package carillon.notification.recipients;

import java.util.Set;

/**
 * What a changeset did, as far as recipients depend on it.
 *
 * @param author who made it
 * @param creation whether it is the artifact's first changeset
 * @param statusChanged whether the value of the tracker's status field became another one
 * @param changedFields by id
 * @param commented whether it has a comment that is not empty
 * @param mentioned ids of the users mentioned in the comment
 */
public record Change(
    Candidate author,
    boolean creation,
    boolean statusChanged,
    Set<Long> changedFields,
    boolean commented,
    Set<Long> mentioned) {

  public Change {
    changedFields = Set.copyOf(changedFields);
    mentioned = Set.copyOf(mentioned);
  }

  /** Whether the status is another one than before; a creation counts as such. */
  public boolean newStatus() {
    return creation || statusChanged;
  }
}
