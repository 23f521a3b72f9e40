package carillon.admin.system;

import carillon.http.ETags;
import carillon.http.Roles;
import carillon.systemcheck.SystemCheck;
import carillon.systemcheck.SystemEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The system check at once, whatever the timer does. */
@Path("system-checks")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Operation")
public class SystemChecksResource {
  @Inject SystemCheck check;

  @POST
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Run the system check now",
      description = "Answers when the check has ended, after 10 s at most.",
      operationId = "runSystemCheck")
  @APIResponse(
      responseCode = "200",
      description = "What it found",
      content = @Content(schema = @Schema(implementation = SystemEvent.class)))
  public Response run() throws InterruptedException {
    SystemEvent event = check.runNow();
    return Response.ok(event).tag(ETags.of(event)).build();
  }
}
