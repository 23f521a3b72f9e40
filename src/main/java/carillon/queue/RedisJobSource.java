package carillon.queue;

import carillon.job.QueueName;
import carillon.job.engine.JobSource;
import carillon.queue.redis.RedisByQueue;

/** Jobs for the workers of this node. Thread-safe. */
final class RedisJobSource implements JobSource {
  private final RedisByQueue redisByQueue;
  private final NodeRegistration nodeRegistration;

  RedisJobSource(RedisByQueue redisByQueue, NodeRegistration nodeRegistration) {
    this.redisByQueue = redisByQueue;
    this.nodeRegistration = nodeRegistration;
  }

  @Override
  public boolean configured() {
    return redisByQueue.configured();
  }

  @Override
  public Intake open(QueueName queue) {
    return new RedisConsumer(
        redisByQueue.of(queue), nodeRegistration, nodeRegistration.consumer(queue));
  }

  @Override
  public void beat() {
    nodeRegistration.beat();
  }

  @Override
  public void leave() {
    nodeRegistration.leave();
  }
}
