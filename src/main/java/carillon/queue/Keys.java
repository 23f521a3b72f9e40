package carillon.queue;

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
    return tag(queue) + ":ready:" + stream.text();
  }

  static String node(QueueName queue, String node) {
    return tag(queue) + ":node:" + node;
  }
}
