package carillon.admin;

import carillon.http.PageQuery;
import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.QueueControl;
import carillon.problem.ValidationErrors;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters of {@code GET /jobs}, and the page they ask for. */
public class JobSearch {
  /** After this a page ends even when it is not full, so that no request takes long. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  @QueryParam("state")
  @Parameter(
      required = true,
      description = "done: all finished jobs that are still kept",
      schema = @Schema(enumeration = {"ready", "running", "scheduled", "dead", "done"}))
  String state;

  @QueryParam("queue")
  @Parameter(schema = @Schema(enumeration = {"notifications", "webhooks", "background"}))
  String queue;

  @QueryParam("eventName")
  String eventName;

  @QueryParam("projectId")
  @Parameter(schema = @Schema(implementation = Long.class))
  String projectId;

  @QueryParam("error")
  @Parameter(description = "Class of the last error, or the reason why the job is a dead letter")
  String error;

  @QueryParam("from")
  @Parameter(
      description =
          "RFC 3339: the time when the job became ready, is due, became a dead letter or expires")
  String from;

  @QueryParam("to")
  @Parameter(description = "RFC 3339, exclusive")
  String to;

  JobPage page(QueueControl control, PageQuery query, Function<JobView, JobResponse> view) {
    ValidationErrors validationErrors = new ValidationErrors();
    JobFilter filter =
        new FilterRequest(eventName, error, project(validationErrors), from, to)
            .read(validationErrors);
    JobState wanted = state(validationErrors);
    List<QueueName> queues = queues(validationErrors);
    validationErrors.refuse();
    JobCursor cursor = JobCursor.decode(query.cursor(), queues);
    List<JobView> jobs = new ArrayList<>();
    long scanned = 0;
    long from = System.nanoTime();
    while (cursor != null
        && jobs.size() < query.limit()
        && System.nanoTime() - from < LONGEST_NANOS) {
      int most = query.limit() - jobs.size();
      QueueControl.JobPage part =
          control.list(cursor.queue(), wanted, filter, cursor.position(), most);
      jobs.addAll(part.jobs());
      scanned += part.seen();
      cursor = cursor.after(part.next(), queues);
    }
    return new JobPage(
        jobs.stream().map(view).toList(), cursor == null ? null : cursor.encode(), scanned);
  }

  private JobState state(ValidationErrors validationErrors) {
    for (JobState one :
        List.of(
            JobState.READY, JobState.RUNNING, JobState.SCHEDULED, JobState.DEAD, JobState.DONE)) {
      if (one.text().equals(state)) {
        return one;
      }
    }
    validationErrors.add("state", "is required: ready, running, scheduled, dead or done");
    return null;
  }

  private Long project(ValidationErrors validationErrors) {
    if (projectId == null) {
      return null;
    }
    if (!projectId.matches("[1-9]\\d{0,17}")) {
      validationErrors.add("projectId", "must be a whole number above 0");
      return null;
    }
    return Long.valueOf(projectId);
  }

  private List<QueueName> queues(ValidationErrors validationErrors) {
    try {
      return queue == null ? List.of(QueueName.values()) : List.of(QueueName.of(queue));
    } catch (IllegalArgumentException unknown) {
      validationErrors.add("queue", unknown.getMessage());
      return List.of();
    }
  }
}
