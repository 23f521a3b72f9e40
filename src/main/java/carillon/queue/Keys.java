package carillon.queue;

import carillon.job.JobId;
import carillon.job.QueueName;

/** The names of a queue's keys that Java needs; all others are made by the scripts. */
final class Keys {
  static final String GROUP = "workers";

  private Keys() {}

  /** What all keys of a queue begin with: one hash tag, so one slot of a cluster. */
  static String tag(QueueName queue) {
    return "{carillon:" + queue.text() + "}";
  }

  static String ready(QueueName queue, ReadyStream stream) {
    return tag(queue) + ":ready:" + stream;
  }

  static String counters(QueueName queue) {
    return tag(queue) + ":counters";
  }

  /** A key that does not exist: reading it blocks for as long as one wants. */
  static String never(QueueName queue) {
    return tag(queue) + ":never";
  }

  static String paused(QueueName queue) {
    return tag(queue) + ":paused";
  }

  /** What a running job has noted. */
  static String run(JobId id) {
    return tag(id.queue()) + ":run:" + JobIds.inRedis(id);
  }

  /** There when somebody wants a running job to end. */
  static String cancel(JobId id) {
    return tag(id.queue()) + ":cancel:" + JobIds.inRedis(id);
  }

  static String node(QueueName queue, String node) {
    return tag(queue) + ":node:" + node;
  }
}
