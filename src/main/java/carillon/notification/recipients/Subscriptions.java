package carillon.notification.recipients;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people chose for themselves; an address without account can only choose to get nothing.
 *
 * @param modes for the changeset's tracker
 * @param leftArtifact who unsubscribed from the artifact
 * @param leftAll addresses without account that unsubscribed from everything; people with one say
 *     so in their preferences
 */
public record Subscriptions(
    Map<RecipientId, SubscriptionMode> modes,
    Set<RecipientId> leftArtifact,
    Set<RecipientId> leftAll) {
  public static final Subscriptions NONE = new Subscriptions(Map.of(), Set.of(), Set.of());

  public Subscriptions {
    modes = Map.copyOf(modes);
    leftArtifact = Set.copyOf(leftArtifact);
    leftAll = Set.copyOf(leftAll);
  }

  Optional<SubscriptionMode> modeOf(Candidate candidate) {
    return Optional.ofNullable(modes.get(candidate.id()));
  }

  boolean leftArtifact(Candidate candidate) {
    return leftArtifact.contains(candidate.id());
  }

  boolean leftAll(Candidate candidate) {
    return leftAll.contains(candidate.id())
        || (candidate instanceof Person person && person.preferences().unsubscribedFromAll());
  }
}
