package carillon.notification.recipients;

import java.util.List;
import java.util.Set;

/**
 * What one changeset did, or several that are told together, as far as recipients depend on it.
 *
 * @param authors who made it, the last one last
 * @param creation whether the artifact's first changeset is in it
 * @param statusChanged whether the value of the tracker's status field became another one
 * @param changedFields by id: those whose value is another one now than before
 * @param remarks the comments that are not empty
 */
public record ChangeFacts(
    List<Candidate> authors,
    boolean creation,
    boolean statusChanged,
    Set<Long> changedFields,
    List<CommentMentions> remarks) {

  public ChangeFacts {
    authors = List.copyOf(authors);
    changedFields = Set.copyOf(changedFields);
    remarks = List.copyOf(remarks);
  }

  /** Whether the status is another one than before; a creation counts as such. */
  public boolean newStatus() {
    return creation || statusChanged;
  }

  /** Whether there is anything to tell: what was undone again before anybody was told is not. */
  boolean tellsAnything() {
    return creation || !changedFields.isEmpty() || !remarks.isEmpty();
  }

  boolean mentions(Candidate candidate) {
    return remarks.stream().anyMatch(commentMentions -> commentMentions.mentions(candidate));
  }
}
