package carillon.mail;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The mail relays, and whether they work. */
@Path("relays")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Mail")
public class RelaysResource {
  @Inject Nodes nodes;
  @Inject RelaysPart relays;

  @GET
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "The relays of each node by priority, with their state there",
      operationId = "listRelays")
  @APIResponse(
      responseCode = "200",
      description = "State, last fault, connections in use; of other nodes as some seconds ago")
  public RelaysResponse list() {
    return RelaysResponse.of(nodes.all(relays));
  }
}
