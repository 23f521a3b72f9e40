package carillon.notification.recipients;

import java.util.Collections;
import java.util.Set;

/** The groups that may read something, by id; no group at all means everyone. */
public record Audience(Set<Long> groups) {
  public static final Audience EVERYONE = new Audience(Set.of());

  public Audience {
    groups = Set.copyOf(groups);
  }

  public static Audience of(Long... groups) {
    return new Audience(Set.of(groups));
  }

  public boolean admits(Candidate candidate) {
    return groups.isEmpty()
        || (candidate instanceof Person person && !Collections.disjoint(groups, person.groups()));
  }
}
