package carillon.tracker.api;

import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One change for many artifacts. */
@ApplicationScoped
@Path("/trackers/{trackerId}/bulk-changes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Artifacts")
public class BulkChangesResource {
  @Inject BulkChanges bulk;
  @Inject AuditDetail audit;

  @POST
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Change many artifacts of the tracker, each on its own")
  public BulkResponse change(
      @PathParam("trackerId") long trackerId,
      @NotNull(message = "is required") @Valid BulkChange body) {
    BulkResponse response = bulk.apply(trackerId, body);
    audit.add("changed", response.changed().size());
    audit.add("failed", response.failed().size());
    return response;
  }
}
