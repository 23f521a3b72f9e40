package carillon.queue;

import carillon.job.JobId;
import carillon.job.Progress;
import carillon.job.QueueName;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.queue.redis.JobIds;
import carillon.queue.redis.LuaScript;
import carillon.queue.redis.ReadyStream;
import carillon.queue.redis.RedisCommand;
import carillon.queue.redis.RedisReply;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A job as those see it who look: the question for one, and how answers are read. One that somebody
 * wrote by hand, or damaged, is shown as far as it can be read, with what is wrong as its error.
 */
final class JobViewReader {
  private static final String MALFORMED = "MALFORMED: ";
  private static final char[] NUMBERS = {'j', 'a', 'c', 'h', 'k'};
  private static final Pattern PROGRESS =
      Pattern.compile("(\\d{1,2}|100)(?: (.*))?", Pattern.DOTALL);

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
    JobState state = state(RedisReply.text(parts.get(0)));
    EntryFields entryFields = EntryFields.of(RedisReply.list(parts.get(2)));
    return Optional.of(
        view(id, state, RedisReply.text(parts.get(1)), entryFields, RedisReply.text(parts.get(3))));
  }

  static JobView view(
      JobId id, JobState state, String time, EntryFields entryFields, String progress) {
    String wrong = wrong(entryFields, id);
    return new JobView(
        id,
        state,
        Optional.ofNullable(entryFields.text('e')).orElse(""),
        entryFields.text('z') == null ? entryFields.text('p') : null,
        entryFields.numberOr('j', 0),
        (int) Math.min(entryFields.numberOr('a', 1), Integer.MAX_VALUE),
        JobIds.enqueuedAt(id),
        state == JobState.SCHEDULED ? Instant.ofEpochMilli(Long.parseLong(time)) : null,
        wrong == null || entryFields.text('r') != null ? error(entryFields) : MALFORMED + wrong,
        progress(progress));
  }

  /** What a worker would bury the job for, null when it would run it. */
  private static String wrong(EntryFields entryFields, JobId id) {
    try {
      entryFields.eventName();
      entryFields.payload();
      for (char number : NUMBERS) {
        entryFields.number(number, 0);
      }
      entryFields.priority(ReadyStream.FIRST);
      return id.equals(nameless(id.queue())) ? "The job has no id of ours" : null;
    } catch (IllegalArgumentException noJob) {
      return noJob.getMessage();
    }
  }

  /** The state of that name; of an ended job that does not say how it ended: done. */
  static JobState state(String name) {
    return Arrays.stream(JobState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElse(JobState.DONE);
  }

  static JobId id(QueueName queue, Object text) {
    try {
      return JobIds.own(queue, RedisReply.text(text));
    } catch (IllegalArgumentException notOurs) {
      return nameless(queue);
    }
  }

  /** Of a job that somebody put there under an id that is none. */
  private static JobId nameless(QueueName queue) {
    return JobIds.own(queue, "0-0");
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
            .map(crash -> crash[0] + begun(crash[1]))
            .collect(Collectors.joining(", "));
  }

  private static String begun(String ms) {
    return ms.matches("\\d{1,15}")
        ? " (begun " + Instant.ofEpochMilli(Long.parseLong(ms)) + ")"
        : "";
  }

  private static Progress progress(String text) {
    Matcher told = PROGRESS.matcher(text == null ? "" : text);
    return told.matches() ? new Progress(Integer.parseInt(told.group(1)), told.group(2)) : null;
  }
}
