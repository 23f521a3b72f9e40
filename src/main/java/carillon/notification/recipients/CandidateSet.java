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
final class CandidateSet {
  private final Map<RecipientId, Decision.Included> claims = new LinkedHashMap<>();
  private final Map<RecipientId, Decision.Excluded> dropped = new LinkedHashMap<>();

  void add(Candidate candidate, Reason reason, boolean permissionsChecked) {
    claims.merge(
        candidate.id(),
        new Decision.Included(candidate, reason, permissionsChecked),
        (first, next) ->
            new Decision.Included(
                first.candidate(),
                first.reason(),
                first.permissionsChecked() && next.permissionsChecked()));
  }

  void drop(Candidate candidate, ExclusionReason rule) {
    dropped.putIfAbsent(candidate.id(), new Decision.Excluded(candidate, rule));
  }

  Collection<Decision.Included> all() {
    return List.copyOf(claims.values());
  }

  /** Dropped by their rule, and nothing else claims them. */
  List<Decision.Excluded> dropped() {
    List<Decision.Excluded> rest = new ArrayList<>(dropped.values());
    rest.removeIf(excluded -> claims.containsKey(excluded.candidate().id()));
    return rest;
  }
}
