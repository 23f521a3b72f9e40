package carillon.admin;

import carillon.http.Page;
import carillon.http.Roles;
import carillon.job.engine.Workers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The workers and what they do. */
@Path("workers")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Jobs")
public class WorkersResource {
  @Inject Workers workers;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "The workers of this node", operationId = "listWorkers")
  public Page<WorkerResponse> list() {
    return new Page<>(workers.list().stream().map(WorkerResponse::of).toList(), null);
  }
}
