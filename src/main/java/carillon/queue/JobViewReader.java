package carillon.queue;

import carillon.job.JobId;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisReply;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A job as those see it who look: the question for one, and how answers are read. */
final class JobViewReader {
  private JobViewReader() {}

  static RedisCommand request(JobId id) {
    return RedisCommand.of(LuaScript.FIND, id.queue(), JobIds.inRedis(id));
  }

  /** The reply of find.lua: state, time, fields, progress. */
  static Optional<JobView> view(JobId id, Object reply) {
    List<?> parts = RedisReply.list(reply);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    JobState state = JobState.valueOf(RedisReply.text(parts.get(0)));
    EntryFields entryFields = EntryFields.of(RedisReply.list(parts.get(2)));
    return Optional.of(
        view(id, state, RedisReply.text(parts.get(1)), entryFields, RedisReply.text(parts.get(3))));
  }

  static JobView view(
      JobId id, JobState state, String time, EntryFields entryFields, String progress) {
    return new JobView(
        id,
        state,
        entryFields.text('e'),
        entryFields.text('z') == null ? entryFields.text('p') : null,
        entryFields.number('j', 0),
        (int) entryFields.number('a', 1),
        JobIds.enqueuedAt(id),
        state == JobState.SCHEDULED ? Instant.ofEpochMilli((long) Double.parseDouble(time)) : null,
        error(entryFields),
        progress(progress));
  }

  static JobId id(QueueName queue, Object text) {
    return JobIds.own(queue, RedisReply.text(text));
  }

  private static String error(EntryFields entryFields) {
    String reason = entryFields.text('r');
    String error = "POISON".equals(reason) ? crashes(entryFields) : entryFields.text('x');
    if (reason == null) {
      return error;
    }
    return error == null ? reason : reason + ": " + error;
  }

  /** {@code node@ms}, one for each node that died of it. */
  private static String crashes(EntryFields entryFields) {
    return "nodes died while it ran: "
        + Arrays.stream(Optional.ofNullable(entryFields.text('y')).orElse("").split(" "))
            .map(crash -> crash.split("@"))
            .filter(crash -> crash.length == 2)
            .map(c -> c[0] + " (begun " + Instant.ofEpochMilli(Long.parseLong(c[1])) + ")")
            .collect(Collectors.joining(", "));
  }

  private static Progress progress(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    String[] parts = text.split(" ", 2);
    return new Progress(Integer.parseInt(parts[0]), parts.length == 2 ? parts[1] : "");
  }
}
