package carillon.admin.system;

import carillon.http.Roles;
import carillon.node.Nodes;
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
  @Inject Nodes nodes;
  @Inject WorkersPart workers;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "The workers of all nodes", operationId = "listWorkers")
  public WorkersResponse list() {
    return WorkersResponse.of(nodes.all(workers));
  }
}
