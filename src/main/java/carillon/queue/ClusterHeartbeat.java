package carillon.queue;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.queue.redis.RedisPool;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to one master of a cluster that this node lives, by itself: while another master does not
 * answer, the jobs that this node has from here are not to be given away.
 */
record ClusterHeartbeat(NodeRegistration node, RedisPool redis) implements BackgroundTasks.Task {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterHeartbeat.class);
  private static final Duration REST = Duration.ofSeconds(3);

  @Override
  public Duration run() {
    try {
      node.beat(redis);
    } catch (QueueUnavailableException unavailable) {
      // An outage is logged once, by what found it; the next beat is due as ever.
      LOG.debug("No beat: {}", unavailable.getMessage());
    }
    return REST;
  }
}
