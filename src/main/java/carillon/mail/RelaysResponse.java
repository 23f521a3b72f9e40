package carillon.mail;

import carillon.node.NodeState;
import carillon.node.SilentNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The relays of all nodes that answered.
 *
 * @param next always null: there is one page
 * @param silent the nodes that did not answer
 */
public record RelaysResponse(
    List<RelayResponse> items, @Schema(nullable = true) String next, List<SilentNode> silent) {

  static RelaysResponse of(List<NodeState<RelayStatus>> nodes) {
    return new RelaysResponse(
        nodes.stream()
            .flatMap(node -> node.items().stream().map(one -> RelayResponse.of(node.node(), one)))
            .toList(),
        null,
        SilentNode.among(nodes));
  }
}
