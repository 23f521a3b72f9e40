package carillon.admin;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.http.ProblemException;
import carillon.http.Roles;
import carillon.job.JobId;
import carillon.job.JobQueue;
import carillon.job.NewJob;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs from outside, and where they are. */
@Path("jobs")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class JobsResource {
  @Inject JobQueue jobs;
  @Inject JobEvents events;
  @Inject Settings settings;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Have a job run",
      description = "It runs at least once. An event that no node knows waits for one that does.",
      operationId = "enqueueJob")
  @APIResponse(
      responseCode = "202",
      description = "Redis has it",
      content = @Content(schema = @Schema(implementation = JobAccepted.class)))
  @APIResponse(responseCode = "413", description = "The payload is too long")
  public Response enqueue(@NotNull JobRequest body) {
    NewJob job = new JobOrder(events, settings.get(SettingsTable.PAYLOAD_LIMIT)).read(body);
    JobId id = jobs.enqueueDurably(List.of(job)).get(0);
    String state = job.delay().isZero() ? "ready" : "scheduled";
    return Response.accepted(new JobAccepted(id.text(), state)).build();
  }

  @GET
  @Path("{id}")
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Where a job is",
      description = "Found while it waits or runs, when it is a dead letter, and as long as kept.",
      operationId = "getJob")
  public JobAnswer find(@PathParam("id") String id, @Context SecurityContext caller) {
    return jobs.find(jobId(id))
        .map(job -> JobAnswer.of(job, caller.isUserInRole(Roles.ADMIN)))
        .orElseThrow(() -> ProblemException.notFound("A job with this id"));
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
