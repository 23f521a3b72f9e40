package carillon.admin;

import carillon.job.Progress;
import carillon.job.engine.JobView;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A job as HTTP shows it. Payload and the words of an error may name people and addresses: only an
 * administrator gets them, others the kind of the error.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResponse(
    String id,
    @Schema(enumeration = {"scheduled", "ready", "running", "done", "dead", "cancelled", "expired"})
        String state,
    String queue,
    String eventName,
    Long projectId,
    int attempt,
    Instant enqueuedAt,
    Instant dueAt,
    String error,
    Progress progress,
    @Schema(type = SchemaType.OBJECT) @JsonRawValue String payload) {

  /**
   * @param all whether the caller may see what is in it
   */
  static JobResponse of(JobView job, boolean all) {
    return new JobResponse(
        job.id().text(),
        job.state().text(),
        job.id().queue().text(),
        job.eventName(),
        job.projectId() == 0 ? null : job.projectId(),
        job.attempt(),
        job.enqueuedAt(),
        job.dueAt(),
        all ? job.lastError() : kind(job.lastError()),
        job.progress(),
        all ? JsonText.orQuoted(job.payload()) : null);
  }

  /** The first words of an error up to its message: a reason, or the class of an exception. */
  private static String kind(String error) {
    if (error == null) {
      return null;
    }
    int end = error.indexOf(": ");
    int line = error.indexOf('\n');
    int first = end < 0 ? line : line < 0 ? end : Math.min(end, line);
    return first < 0 ? error.split(" ", 2)[0] : error.substring(0, first);
  }
}
