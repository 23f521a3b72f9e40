package carillon.queue;

import carillon.job.QueueName;
import carillon.job.engine.QueueStatus;
import carillon.queue.redis.RedisReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reply of status.lua as a value. */
final class QueueStatusReader {
  private QueueStatusReader() {}

  static QueueStatus status(QueueName queue, Object reply) {
    List<?> parts = RedisReply.list(reply);
    return new QueueStatus(
        queue,
        RedisReply.number(parts.get(0)),
        RedisReply.number(parts.get(2)),
        RedisReply.number(parts.get(1)),
        RedisReply.number(parts.get(3)),
        time(parts.get(4)),
        RedisReply.number(parts.get(5)) == 1,
        time(parts.get(7)),
        time(parts.get(8)),
        RedisReply.number(parts.get(9)) == 1,
        counters(RedisReply.list(parts.get(6))));
  }

  /** Below zero means that there is none. */
  private static Instant time(Object ms) {
    long time = RedisReply.number(ms);
    return time < 0 ? null : Instant.ofEpochMilli(time);
  }

  private static Map<String, Long> counters(List<?> flat) {
    Map<String, Long> counters = new TreeMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      String number = RedisReply.text(flat.get(i + 1));
      // What somebody wrote by hand is none.
      if (number.matches("-?\\d{1,18}")) {
        counters.put(RedisReply.text(flat.get(i)), Long.valueOf(number));
      }
    }
    return counters;
  }
}
