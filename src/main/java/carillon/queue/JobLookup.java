package carillon.queue;

import carillon.job.JobId;
import carillon.job.JobState;
import carillon.job.JobView;
import carillon.job.Progress;
import carillon.job.QueueName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A job as those see it who look: the question for one, and how answers are read. */
final class JobLookup {
  private JobLookup() {}

  static Request request(JobId id) {
    return Request.of(Script.FIND, id.queue(), JobIds.inRedis(id));
  }

  /** The reply of find.lua: state, time, fields, progress. */
  static Optional<JobView> view(JobId id, Object reply) {
    List<?> parts = Reply.list(reply);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    JobState state = JobState.valueOf(Reply.text(parts.get(0)));
    Fields fields = Fields.of(Reply.list(parts.get(2)));
    return Optional.of(view(id, state, Reply.text(parts.get(1)), fields, Reply.text(parts.get(3))));
  }

  static JobView view(JobId id, JobState state, String time, Fields fields, String progress) {
    return new JobView(
        id,
        state,
        fields.text('e'),
        fields.text('z') == null ? fields.text('p') : null,
        fields.number('j', 0),
        (int) fields.number('a', 1),
        JobIds.enqueuedAt(id),
        state == JobState.SCHEDULED ? Instant.ofEpochMilli((long) Double.parseDouble(time)) : null,
        error(fields),
        progress(progress));
  }

  static JobId id(QueueName queue, Object text) {
    return JobIds.own(queue, Reply.text(text));
  }

  private static String error(Fields fields) {
    String reason = fields.text('r');
    String error = "POISON".equals(reason) ? crashes(fields) : fields.text('x');
    if (reason == null) {
      return error;
    }
    return error == null ? reason : reason + ": " + error;
  }

  /** {@code node@ms}, one for each node that died of it. */
  private static String crashes(Fields fields) {
    return "nodes died while it ran: "
        + Arrays.stream(Optional.ofNullable(fields.text('y')).orElse("").split(" "))
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
