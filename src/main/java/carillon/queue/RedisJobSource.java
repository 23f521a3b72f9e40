package carillon.queue;

import carillon.job.JobSource;
import carillon.job.QueueName;

/** Jobs for the workers of this node. Thread-safe. */
final class RedisJobSource implements JobSource {
  private final Redises redises;
  private final Node node;

  RedisJobSource(Redises redises, Node node) {
    this.redises = redises;
    this.node = node;
  }

  @Override
  public boolean configured() {
    return redises.configured();
  }

  @Override
  public Intake open(QueueName queue) {
    return new RedisIntake(redises.of(queue), node, node.consumer(queue));
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
