package carillon.admin;

import carillon.admin.DeadLetterSweep.DeadLettersDone;
import carillon.http.Json;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueControl;
import carillon.job.engine.QueueControl.DeadLetterAction;
import carillon.problem.ValidationErrors;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Dead letters run again, or gone for good. */
@Path("dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class DeadLettersResource {
  private static final long MOST_AT_ONCE = 1000;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration KEEP = Duration.ofHours(1);

  @Inject JobQueue jobs;
  @Inject QueueControl control;
  @Inject AuditDetail audit;

  @POST
  @Path("replay")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Replay dead letters", operationId = "replayDeadLetters")
  @APIResponse(
      responseCode = "200",
      description = "Done; in a dry run only counted",
      content = @Content(schema = @Schema(implementation = DeadLettersDone.class)))
  @APIResponse(
      responseCode = "202",
      description = "Too many for one request: a job does it and reports its progress",
      content = @Content(schema = @Schema(implementation = JobAccepted.class)))
  public Response replay(@NotNull @Valid DeadLettersRequest request) {
    return act(DeadLetterAction.REPLAY, request);
  }

  @POST
  @Path("delete")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Delete dead letters", operationId = "deleteDeadLetters")
  @APIResponse(
      responseCode = "200",
      description = "Done; in a dry run only counted",
      content = @Content(schema = @Schema(implementation = DeadLettersDone.class)))
  @APIResponse(
      responseCode = "202",
      description = "Too many for one request: a job does it and reports its progress",
      content = @Content(schema = @Schema(implementation = JobAccepted.class)))
  public Response delete(@NotNull @Valid DeadLettersRequest request) {
    return act(DeadLetterAction.DELETE, request);
  }

  private Response act(DeadLetterAction action, DeadLettersRequest request) {
    DeadLettersPayload order = order(action, request);
    audit.add("dryRun", request.counts());
    audit.add("filter", Json.MAPPER.valueToTree(request.filter()));
    audit.add("queue", request.queue());
    if (!request.counts() && dead(order.queues()) > MOST_AT_ONCE) {
      String job = later(order).text();
      audit.add("job", job);
      return Response.accepted(new JobAccepted(job, "ready")).build();
    }
    DeadLetterAction now = request.counts() ? DeadLetterAction.COUNT : action;
    DeadLettersDone done =
        new DeadLetterSweep(control, order.filter(), now).all(order.queues(), LONGEST);
    audit.add("matched", done.matched());
    return Response.ok(done).build();
  }

  private DeadLettersPayload order(DeadLetterAction action, DeadLettersRequest request) {
    ValidationErrors validationErrors = new ValidationErrors();
    JobFilter filter = request.filter().read(validationErrors);
    List<QueueName> queues = Arrays.asList(QueueName.values());
    if (request.queue() != null) {
      try {
        queues = List.of(QueueName.of(request.queue()));
      } catch (IllegalArgumentException unknown) {
        validationErrors.add("queue", unknown.getMessage());
      }
    }
    validationErrors.refuse();
    return new DeadLettersPayload(action, untilNow(filter), queues);
  }

  /** So that there is an end to it when what is replayed dies again. */
  private JobFilter untilNow(JobFilter filter) {
    // The first millisecond that is too late.
    Instant now = control.now().plusMillis(1);
    Instant to = filter.to() == null || filter.to().isAfter(now) ? now : filter.to();
    return new JobFilter(filter.eventName(), filter.error(), filter.projectId(), filter.from(), to);
  }

  private long dead(List<QueueName> queues) {
    return queues.stream().mapToLong(queue -> jobs.status(queue).dead()).sum();
  }

  private JobId later(DeadLettersPayload order) {
    try {
      String payload = Json.MAPPER.writeValueAsString(order);
      NewJob job = NewJob.of(QueueName.BACKGROUND, DeadLettersHandler.EVENT, payload, 0).kept(KEEP);
      return jobs.enqueueDurably(List.of(job)).get(0);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Which dead letters, and whether only to count them.
   *
   * @param filter required, so that nobody means all by mistake: {@code {}}
   * @param queue of all queues when missing
   * @param dryRun true only counts them
   */
  public record DeadLettersRequest(
      @NotNull @Valid FilterRequest filter, @Size(max = 60) String queue, Boolean dryRun) {

    boolean counts() {
      return Boolean.TRUE.equals(dryRun);
    }
  }
}
