package carillon.node;

import java.time.Instant;
import java.util.List;

/**
 * A node that did not answer: it is dead, cut off from the database, or stands still.
 *
 * @param seenAt when it last said something
 */
public record SilentNode(String node, Instant seenAt) {

  /** Those of them that are silent. */
  public static <T> List<SilentNode> among(List<NodeState<T>> nodes) {
    return nodes.stream()
        .filter(NodeState::silent)
        .map(state -> new SilentNode(state.node(), state.seenAt()))
        .toList();
  }
}
