package carillon.queue;

import carillon.job.JobId;
import carillon.job.JobState;
import carillon.job.JobView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job looked up by its id: the question and the answer. */
final class JobLookup {
  private JobLookup() {}

  static Request request(JobId id) {
    Optional<ReadyStream> stream = JobIds.stream(id);
    return Request.of(
        Script.FIND,
        id.queue(),
        JobIds.inRedis(id),
        stream.map(ReadyStream::text).orElse(""),
        stream.map(s -> JobIds.firstEntry(id)).orElse(""));
  }

  static Optional<JobView> view(JobId id, Object reply) {
    List<?> parts = Reply.list(reply);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    JobState state = JobState.valueOf(Reply.text(parts.get(0)));
    Fields fields = Fields.of(Reply.list(parts.get(2)));
    return Optional.of(
        new JobView(
            id,
            state,
            fields.text('e'),
            state == JobState.DONE ? null : fields.text('p'),
            fields.number('j', 0),
            (int) fields.number('a', 1),
            JobIds.enqueuedAt(id),
            state == JobState.SCHEDULED ? due(parts.get(1)) : null,
            error(fields)));
  }

  private static Instant due(Object score) {
    return Instant.ofEpochMilli((long) Double.parseDouble(Reply.text(score)));
  }

  private static String error(Fields fields) {
    String reason = fields.text('r');
    String error = fields.text('x');
    if (reason == null) {
      return error;
    }
    return error == null ? reason : reason + ": " + error;
  }
}
