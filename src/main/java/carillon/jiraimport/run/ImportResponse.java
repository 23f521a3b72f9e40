package carillon.jiraimport.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An import and how far it is.
 *
 * @param state waiting, running, stopped, done, failed or cancelled
 * @param step fields, issues (read from Jira), history (written here), report
 * @param issuesPerSecond since its start, over both reading and writing
 * @param remaining how long it will still take at that rate
 * @param executionId of the batch job, by which the admin console knows it
 * @param warnings what could not be carried over, the most frequent first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportResponse(
    long id,
    long trackerId,
    String url,
    String jql,
    String state,
    String step,
    long total,
    long fetched,
    long done,
    Double issuesPerSecond,
    Duration remaining,
    String error,
    Long executionId,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    List<Warning> warnings) {

  /** One kind of loss. */
  public record Warning(String text, long times) {}

  static ImportResponse of(JiraImport job, List<Warning> warnings, Instant now) {
    Double rate = rate(job, now);
    return new ImportResponse(
        job.id(),
        job.trackerId(),
        job.url(),
        job.jql(),
        job.state().text(),
        job.step(),
        job.total(),
        job.fetched(),
        job.done(),
        rate,
        remaining(job, rate),
        job.error(),
        job.executionId(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        warnings);
  }

  /** An issue counts half when it is read and half when it is written. */
  private static Double rate(JiraImport job, Instant now) {
    if (job.startedAt() == null) {
      return null;
    }
    Instant end = job.endedAt() == null ? now : job.endedAt();
    long millis = Math.max(1, Duration.between(job.startedAt(), end).toMillis());
    return Math.round((job.fetched() + job.done()) * 500.0 / millis * 100) / 100.0;
  }

  private static Duration remaining(JiraImport job, Double rate) {
    if (job.state() != JiraImport.State.RUNNING || rate == null || rate == 0) {
      return null;
    }
    double left = job.total() - (job.fetched() + job.done()) / 2.0;
    return Duration.ofSeconds(Math.round(Math.max(0, left) / rate));
  }
}
