package carillon.admin;

import carillon.job.engine.JobFilter;
import carillon.problem.ValidationErrors;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Which jobs, as it came; what is missing means all.
 *
 * @param error the class of the last error, or why it was buried
 * @param from RFC 3339
 * @param to RFC 3339, exclusive
 */
public record FilterRequest(
    @Size(max = 200) String eventName,
    @Size(max = 200) String error,
    Long projectId,
    @Size(max = 60) String from,
    @Size(max = 60) String to) {

  /** What is not valid is told to {@code errors}. */
  JobFilter read(ValidationErrors validationErrors) {
    return new JobFilter(
        eventName,
        error,
        projectId,
        time("from", from, validationErrors),
        time("to", to, validationErrors));
  }

  private static Instant time(String field, String text, ValidationErrors validationErrors) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noTime) {
      validationErrors.add(field, "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z");
      return null;
    }
  }
}
