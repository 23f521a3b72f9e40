package carillon.admin;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.http.ETags;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.audit.Audited;
import carillon.http.audit.Unaudited;
import carillon.http.idempotency.RepeatableRequest;
import carillon.job.JobId;
import carillon.job.engine.JobQueue;
import carillon.job.engine.JobState;
import carillon.job.engine.JobView;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueControl;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs from outside, and where they are. */
@Path("jobs")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class JobsResource {
  @Inject JobQueue jobs;
  @Inject QueueControl control;
  @Inject HandlerDefaults events;
  @Inject Settings settings;
  @Inject RepeatableRequest repeatable;
  @Inject AuditDetail audit;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Unaudited("the job")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Enqueue a job",
      description =
          "The job runs at least once. An event that no node knows waits for a node that does.",
      operationId = "enqueueJob")
  @APIResponse(
      responseCode = "202",
      description = "Accepted: the job is stored in Redis",
      content = @Content(schema = @Schema(implementation = JobAccepted.class)))
  @APIResponse(responseCode = "413", description = "The payload is too long")
  public Response enqueue(@NotNull JobRequest body) {
    NewJob job =
        JobRequestParser.ofOne(events, settings.get(SettingsTable.PAYLOAD_LIMIT)).read(body);
    JobId id = jobs.enqueueDurably(List.of(job), repeatable.id()).get(0);
    return Response.accepted(new JobAccepted(id.text(), state(job, id).text())).build();
  }

  /** One with a unique key may be a job from before; one that is not found has ended. */
  private JobState state(NewJob job, JobId id) {
    if (job.uniqueKey().isEmpty()) {
      return job.delay().isZero() ? JobState.READY : JobState.SCHEDULED;
    }
    return jobs.find(id).map(JobView::state).orElse(JobState.DONE);
  }

  @POST
  @Path("bulk")
  @Consumes({MediaType.APPLICATION_JSON, BulkJobParser.NDJSON})
  @Unaudited("the jobs")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Enqueue up to 10,000 jobs",
      description =
          "A JSON array, or one job per line. Invalid jobs and lines are rejected and listed with their index, blank lines not counted. Finished jobs can be looked up only when they say 'keep'.",
      operationId = "enqueueJobs")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.ARRAY, implementation = JobRequest.class)),
        @Content(
            mediaType = BulkJobParser.NDJSON,
            schema = @Schema(implementation = JobRequest.class))
      })
  @APIResponse(
      responseCode = "202",
      description = "Redis has them",
      content = @Content(schema = @Schema(implementation = BulkAccepted.class)))
  @APIResponse(responseCode = "413", description = "Too many jobs")
  public Response enqueueAll(InputStream body) throws IOException {
    BulkJobParser order =
        new BulkJobParser(events, settings.get(SettingsTable.PAYLOAD_LIMIT)).read(body);
    List<String> ids =
        jobs.enqueueDurably(order.jobs(), repeatable.id()).stream().map(JobId::text).toList();
    return Response.accepted(new BulkAccepted(ids.size(), ids, order.rejected())).build();
  }

  @GET
  @Path("{id}")
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Where a job is",
      description =
          "Found while it waits or runs, as a dead letter, and for as long as a finished job is kept.",
      operationId = "getJob")
  @APIResponse(
      responseCode = "200",
      description = "The job exists or finished recently",
      content = @Content(schema = @Schema(implementation = JobResponse.class)))
  public Response find(
      @PathParam("id") String id, @Context SecurityContext caller, @Context Request request) {
    return jobs.find(jobId(id))
        .map(job -> JobResponse.of(job, caller.isUserInRole(Roles.ADMIN)))
        .map(job -> ETags.answer(request, job))
        .orElseThrow(() -> ProblemException.notFound("A job with this id"));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Cancel a job",
      description = "A waiting job is cancelled at once; a running job is asked to stop.",
      operationId = "cancelJob")
  @APIResponse(responseCode = "204", description = "The job was waiting and is cancelled")
  @APIResponse(responseCode = "202", description = "The job is running and is asked to stop")
  @APIResponse(responseCode = "409", description = "The job has already finished")
  public Response cancel(@PathParam("id") String id) {
    JobState was =
        control
            .cancel(jobId(id))
            .orElseThrow(() -> ProblemException.notFound("A job with this id"));
    audit.add("was", was.text());
    return switch (was) {
      case READY, SCHEDULED -> Response.noContent().build();
      case RUNNING -> Response.accepted().build();
      default -> throw ProblemException.conflict("The job has finished: " + was.text());
    };
  }

  @GET
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Jobs in one state",
      description =
          "A page is looked for during one second at most, so it may be short or empty and still have a next page; 'scanned' is how many jobs were looked at.",
      operationId = "listJobs")
  public JobPage list(
      @BeanParam JobSearch search, @BeanParam PageQuery page, @Context SecurityContext caller) {
    boolean all = caller.isUserInRole(Roles.ADMIN);
    return search.page(control, page, job -> JobResponse.of(job, all));
  }

  private static JobId jobId(String text) {
    try {
      JobId id = new JobId(text);
      id.queue();
      return id;
    } catch (IllegalArgumentException none) {
      throw ProblemException.notFound("A job with this id");
    }
  }
}
