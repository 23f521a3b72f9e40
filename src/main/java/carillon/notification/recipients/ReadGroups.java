package carillon.notification.recipients;

import java.util.Collections;
import java.util.Set;

/** The groups that may read something, by id; no group at all means everyone. */
public record ReadGroups(Set<Long> groups) {
  public static final ReadGroups EVERYONE = new ReadGroups(Set.of());

  public ReadGroups {
    groups = Set.copyOf(groups);
  }

  public static ReadGroups of(Long... groups) {
    return new ReadGroups(Set.of(groups));
  }

  public boolean admits(Candidate candidate) {
    return groups.isEmpty()
        || (candidate instanceof Person person && !Collections.disjoint(groups, person.groups()));
  }
}
