package carillon.notification.recipients;

import java.util.Set;

/**
 * A comment, as far as recipients depend on it.
 *
 * @param id its changeset's
 * @param mentioned ids of the users mentioned in it
 */
public record CommentMentions(long id, Set<Long> mentioned) {
  public CommentMentions {
    mentioned = Set.copyOf(mentioned);
  }

  public boolean mentions(Candidate candidate) {
    return candidate instanceof Person person && mentioned.contains(person.userId());
  }
}
