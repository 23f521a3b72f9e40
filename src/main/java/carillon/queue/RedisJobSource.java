package carillon.queue;

import carillon.job.JobSource;
import carillon.job.QueueName;

/** Jobs for the workers of this node. Thread-safe. */
final class RedisJobSource implements JobSource {
  private final Redis redis;
  private final Node node;

  RedisJobSource(Redis redis, Node node) {
    this.redis = redis;
    this.node = node;
  }

  @Override
  public boolean configured() {
    return redis.configured();
  }

  @Override
  public Intake open(QueueName queue) {
    return new RedisIntake(redis, node, node.consumer(queue));
  }

  @Override
  public void beat() {
    node.beat();
  }

  @Override
  public void leave() {
    node.leave();
  }
}
