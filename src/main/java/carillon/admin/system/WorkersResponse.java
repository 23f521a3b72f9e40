package carillon.admin.system;

import carillon.node.NodeState;
import carillon.node.SilentNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The workers of all nodes that answered.
 *
 * @param next always null: there is one page
 * @param silent the nodes that did not answer
 */
public record WorkersResponse(
    List<WorkerResponse> items, @Schema(nullable = true) String next, List<SilentNode> silent) {

  static WorkersResponse of(List<NodeState<WorkerResponse>> nodes) {
    return new WorkersResponse(
        nodes.stream().flatMap(node -> node.items().stream()).toList(),
        null,
        SilentNode.among(nodes));
  }
}
