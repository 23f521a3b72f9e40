package carillon.notification.recipients;

import java.util.List;

/**
 * Who has a part in the artifact.
 *
 * @param byField ids of users named by fields with "notify" on: members of user-bound lists, of the
 *     groups in group-bound ones, and the submitter where the submitter field has it
 * @param commentators everyone who submitted a changeset, the present one included
 */
public record Involvement(List<Long> byField, List<Candidate> commentators) {
  public static final Involvement NONE = new Involvement(List.of(), List.of());

  public Involvement {
    byField = List.copyOf(byField);
    commentators = List.copyOf(commentators);
  }
}
