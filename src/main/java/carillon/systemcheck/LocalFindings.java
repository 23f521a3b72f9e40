package carillon.systemcheck;

import carillon.node.NodePart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What is wrong with this node alone, as of the last look; the other nodes are told. */
@ApplicationScoped
class LocalFindings implements NodePart<Finding> {
  private final CheckRound round;
  private volatile List<Finding> last = List.of();

  @Inject
  LocalFindings(CheckRound round) {
    this.round = round;
  }

  /** For the container's proxy. */
  LocalFindings() {
    this(null);
  }

  void look() throws InterruptedException {
    last = round.findings(true);
  }

  @Override
  public String name() {
    return "findings";
  }

  @Override
  public Class<Finding> type() {
    return Finding.class;
  }

  @Override
  public List<Finding> now() {
    return last;
  }
}
