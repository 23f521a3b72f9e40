package carillon.notification.delivery;

import carillon.http.ETags;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Why somebody was told of a changeset, or was not. Addresses are the administrator's alone. */
@Path("changesets/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Deliveries")
public class ChangesetDeliveriesResource {
  @Inject DeliveryQueries deliveries;

  @GET
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Who was notified of a changeset, who was not, and why",
      operationId = "listChangesetDeliveries")
  @APIResponse(
      responseCode = "200",
      description = "Deliveries, and candidates that were excluded",
      content = @Content(schema = @Schema(implementation = ChangesetDeliveries.class)))
  @APIResponse(responseCode = "404", ref = "NotFound")
  public Response ofChangeset(
      @PathParam("id") long changesetId,
      @Context SecurityContext security,
      @Context Request request) {
    return deliveries
        .of(changesetId, security.isUserInRole(Roles.ADMIN))
        .map(all -> ETags.answer(request, all))
        .orElseThrow(() -> ProblemException.notFound("Changeset " + changesetId));
  }
}
