package carillon.mail.suppression;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Addresses that are not written to, for the administrator. */
@Path("suppressions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Mail")
public class SuppressionsResource {
  @Inject Suppressions suppressions;

  @GET
  @Audited
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Suppressed addresses, oldest first", operationId = "listSuppressions")
  @APIResponse(responseCode = "200", description = "A page of suppressions")
  public Page<Suppression> list(@BeanParam PageQuery query) {
    List<Suppression> rows = suppressions.inForce(query.after(), query.limit() + 1);
    return Page.of(rows, query, Suppression::id, Function.identity());
  }

  @GET
  @Path("{address}")
  @Audited
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "All suppressions of an address, newest first",
      operationId = "getSuppressions")
  @APIResponse(responseCode = "200", description = "The suppressions, and who deleted them")
  public Page<Suppression> of(@PathParam("address") String address) {
    List<Suppression> all = suppressions.of(address);
    if (all.isEmpty()) {
      throw notSuppressed();
    }
    return new Page<>(all, null);
  }

  @DELETE
  @Path("{address}")
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Delete the suppression of an address", operationId = "endSuppression")
  @APIResponse(responseCode = "204", description = "The address gets mails again")
  public void end(@PathParam("address") String address, @Context SecurityContext caller) {
    if (!suppressions.end(address, caller.getUserPrincipal().getName())) {
      throw notSuppressed();
    }
  }

  private static ProblemException notSuppressed() {
    return ProblemException.notFound("A suppression of this address");
  }
}
