package carillon.queue;

import carillon.job.Background;
import carillon.job.QueueUnavailableException;
import java.time.Duration;

/**
 * Says to one master of a cluster that this node lives, by itself: while another master does not
 * answer, the jobs that this node has from here are not to be given away.
 */
record Beat(Node node, Redis redis) implements Background.Step {
  private static final Duration REST = Duration.ofSeconds(3);

  @Override
  public Duration run() {
    try {
      node.beat(redis);
      return REST;
    } catch (QueueUnavailableException away) {
      return REST;
    }
  }
}
