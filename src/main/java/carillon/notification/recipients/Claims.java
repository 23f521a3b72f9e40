package carillon.notification.recipients;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidates as they are gathered: the first reason counts, and one reason without permission check
 * is enough to see all fields. A dropped candidate is one that no other reason brings back.
 */
final class Claims {
  private final Map<RecipientId, Decision.Kept> claims = new LinkedHashMap<>();
  private final Map<RecipientId, Decision.Removed> dropped = new LinkedHashMap<>();

  void add(Candidate candidate, Reason reason, boolean permissionsChecked) {
    claims.merge(
        candidate.id(),
        new Decision.Kept(candidate, reason, permissionsChecked),
        (first, next) ->
            new Decision.Kept(
                first.candidate(),
                first.reason(),
                first.permissionsChecked() && next.permissionsChecked()));
  }

  void drop(Candidate candidate, Removal rule) {
    dropped.putIfAbsent(candidate.id(), new Decision.Removed(candidate, rule));
  }

  Collection<Decision.Kept> all() {
    return List.copyOf(claims.values());
  }

  /** Dropped by their rule, and nothing else claims them. */
  List<Decision.Removed> dropped() {
    List<Decision.Removed> rest = new ArrayList<>(dropped.values());
    rest.removeIf(removed -> claims.containsKey(removed.candidate().id()));
    return rest;
  }
}
