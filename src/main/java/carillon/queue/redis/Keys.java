package carillon.queue.redis;

import carillon.job.JobId;
import carillon.job.QueueName;

/** The names of a queue's keys that Java needs; all others are made by the scripts. */
public final class Keys {
  public static final String GROUP = "workers";

  private Keys() {}

  /** What all keys of a queue begin with: one hash tag, so one slot of a cluster. */
  public static String tag(QueueName queue) {
    return "{carillon:" + queue.text() + "}";
  }

  public static String ready(QueueName queue, ReadyStream stream) {
    return tag(queue) + ":ready:" + stream;
  }

  public static String counters(QueueName queue) {
    return tag(queue) + ":counters";
  }

  /** A key that does not exist: reading it blocks for as long as one wants. */
  public static String never(QueueName queue) {
    return tag(queue) + ":never";
  }

  public static String paused(QueueName queue) {
    return tag(queue) + ":paused";
  }

  /** What a running job has noted. */
  public static String run(JobId id) {
    return tag(id.queue()) + ":run:" + JobIds.inRedis(id);
  }

  /** There when somebody wants a running job to end. */
  public static String cancel(JobId id) {
    return tag(id.queue()) + ":cancel:" + JobIds.inRedis(id);
  }

  public static String node(QueueName queue, String node) {
    return tag(queue) + ":node:" + node;
  }
}
