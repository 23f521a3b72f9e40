package carillon.tracker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A change that was checked against its tracker: names became rows, values became contents. */
record ResolvedChange(
    Actor actor,
    Map<Field, String> values,
    Optional<List<UserGroup>> viewGroups,
    boolean comments,
    List<UserGroup> commentGroups) {

  boolean changesNothing(Artifact artifact) {
    boolean sameValues =
        values.entrySet().stream()
            .allMatch(e -> Objects.equals(artifact.values().get(e.getKey().id()), e.getValue()));
    boolean sameGroups =
        viewGroups.map(HashSet::new).map(artifact.viewGroups()::equals).orElse(true);
    return !comments && sameValues && sameGroups;
  }
}
