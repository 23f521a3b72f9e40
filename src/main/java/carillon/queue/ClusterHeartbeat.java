package carillon.queue;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.queue.redis.RedisPool;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends this node's heartbeat to one master of a cluster, independently of the others: while
 * another master does not answer, the jobs that this node took from this one must not be reclaimed.
 */
record ClusterHeartbeat(NodeRegistration node, RedisPool redis) implements BackgroundTasks.Task {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterHeartbeat.class);
  private static final Duration PERIOD = Duration.ofSeconds(3);

  @Override
  public Duration run() {
    try {
      node.beat(redis);
    } catch (QueueUnavailableException unavailable) {
      // RedisPool logs the outage; the next heartbeat comes as usual.
      LOG.debug("Heartbeat failed: {}", unavailable.getMessage());
    }
    return PERIOD;
  }
}
