package carillon.queue;

import carillon.job.QueueName;
import carillon.job.QueueStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reply of status.lua as a value. */
final class QueueNumbers {
  private QueueNumbers() {}

  static QueueStatus status(QueueName queue, Object reply) {
    List<?> parts = Reply.list(reply);
    return new QueueStatus(
        queue,
        Reply.number(parts.get(0)),
        Reply.number(parts.get(2)),
        Reply.number(parts.get(1)),
        Reply.number(parts.get(3)),
        time(parts.get(4)),
        Reply.number(parts.get(5)) == 1,
        time(parts.get(7)),
        time(parts.get(8)),
        counters(Reply.list(parts.get(6))));
  }

  /** Below zero means that there is none. */
  private static Instant time(Object ms) {
    long time = Reply.number(ms);
    return time < 0 ? null : Instant.ofEpochMilli(time);
  }

  private static Map<String, Long> counters(List<?> flat) {
    Map<String, Long> counters = new TreeMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      counters.put(Reply.text(flat.get(i)), Reply.number(flat.get(i + 1)));
    }
    return counters;
  }
}
