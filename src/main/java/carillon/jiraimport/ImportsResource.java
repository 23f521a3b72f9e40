package carillon.jiraimport;

import carillon.http.Roles;
import carillon.jiraimport.run.Credentials;
import carillon.jiraimport.run.ImportProgress;
import carillon.jiraimport.run.ImportResponse;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Imports from Jira: the administrator's alone. */
@ApplicationScoped
@Path("/imports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Imports")
public class ImportsResource {
  @Inject ImportService importService;
  @Inject ImportTable table;
  @Inject ImportRunTable runs;
  @Inject ImportProgress progress;
  @Inject ImportSupervisor watch;

  /** Other credentials than those that failed, or new ones since those given were deleted. */
  public record RestartRequest(@Valid Credentials auth) {}

  @POST
  @Path("/jira")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Import issues from Jira, Data Center or Cloud, with their history")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ImportResponse.class)))
  public Response begin(@NotNull(message = "is required") @Valid ImportRequest body) {
    return accepted(importService.begin(body));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Progress of an import, and what it could not import")
  public ImportResponse get(@PathParam("id") long id) {
    return progress.of(job(id));
  }

  @POST
  @Path("/{id}/cancel")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Cancel an import; imported artifacts stay")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ImportResponse.class)))
  public Response cancel(@PathParam("id") long id) {
    JiraImport job = job(id);
    if (!runs.cancel(id)) {
      throw ProblemException.conflict("The import is " + job.state().text());
    }
    watch.wake();
    return accepted(id);
  }

  @POST
  @Path("/{id}/stop")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Stop an import until it is restarted; it keeps its credentials")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ImportResponse.class)))
  public Response stop(@PathParam("id") long id) {
    JiraImport job = job(id);
    if (!runs.stop(id)) {
      throw ProblemException.conflict("The import is " + job.state().text());
    }
    watch.wake();
    return accepted(id);
  }

  @POST
  @Path("/{id}/restart")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Resume an import, or import what has changed since")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ImportResponse.class)))
  public Response restart(@PathParam("id") long id, @Valid RestartRequest body) {
    importService.restart(job(id), body == null ? null : body.auth());
    return accepted(id);
  }

  private Response accepted(long id) {
    return Response.accepted(get(id)).location(URI.create("imports/" + id)).build();
  }

  private JiraImport job(long id) {
    return table.find(id).orElseThrow(() -> ProblemException.notFound("Import " + id));
  }
}
