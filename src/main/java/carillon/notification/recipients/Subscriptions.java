package carillon.notification.recipients;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people chose for themselves.
 *
 * @param modes by user id, for the changeset's tracker
 * @param unsubscribedFromArtifact ids of users
 */
public record Subscriptions(Map<Long, Mode> modes, Set<Long> unsubscribedFromArtifact) {
  public static final Subscriptions NONE = new Subscriptions(Map.of(), Set.of());

  public Subscriptions {
    modes = Map.copyOf(modes);
    unsubscribedFromArtifact = Set.copyOf(unsubscribedFromArtifact);
  }

  Optional<Mode> modeOf(Candidate candidate) {
    return candidate instanceof Person person
        ? Optional.ofNullable(modes.get(person.userId()))
        : Optional.empty();
  }

  boolean leftArtifact(Candidate candidate) {
    return candidate instanceof Person person && unsubscribedFromArtifact.contains(person.userId());
  }
}
