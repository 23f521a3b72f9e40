package carillon.systemcheck;

import carillon.node.NodeState;
import carillon.node.Nodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with the cluster: with what all nodes share, and with each of them. */
@ApplicationScoped
class ClusterFindings {
  private CheckRound round;
  private LocalFindings local;
  private Nodes nodes;

  /** For the container's proxy. */
  ClusterFindings() {}

  @Inject
  ClusterFindings(CheckRound round, LocalFindings local, Nodes nodes) {
    this.round = round;
    this.local = local;
    this.nodes = nodes;
  }

  /** This node looks now; the others have looked a minute ago at most. */
  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(round.findings(false));
    local.look();
    findings.addAll(of(nodes.all(local)));
    return findings;
  }

  /** What only some of the nodes find is said with their names. */
  static List<Finding> of(List<NodeState<Finding>> nodes) {
    List<Finding> findings = new ArrayList<>();
    Map<Finding, List<String>> found = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    int answering = 0;
    for (NodeState<Finding> node : nodes) {
      if (node.silent()) {
        findings.add(silent(node));
        continue;
      }
      answering++;
      if (!names.add(node.node())) {
        findings.add(twice(node.node()));
      }
      new LinkedHashSet<>(node.items())
          .forEach(one -> found.computeIfAbsent(one, any -> new ArrayList<>()).add(node.node()));
    }
    for (Map.Entry<Finding, List<String>> one : found.entrySet()) {
      boolean everywhere = one.getValue().size() == answering;
      findings.add(everywhere ? one.getKey() : at(one.getValue(), one.getKey()));
    }
    return findings;
  }

  private static Finding at(List<String> nodes, Finding finding) {
    return new Finding(
        finding.severity(), "Node %s: %s".formatted(String.join(", ", nodes), finding.text()));
  }

  private static Finding silent(NodeState<Finding> node) {
    return Finding.warning(
        "Node %s has said nothing since %s: it is dead, suspended or cut off from the database."
            .formatted(node.node(), node.seenAt()));
  }

  private static Finding twice(String name) {
    return Finding.warning(
        "Two nodes are called %s: give each a name of its own (-Djboss.node.name=)."
            .formatted(name));
  }
}
