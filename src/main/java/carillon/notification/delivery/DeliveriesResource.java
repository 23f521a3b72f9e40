package carillon.notification.delivery;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.http.idempotency.Atomic;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of mails. Addresses are the administrator's alone. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "Deliveries")
public class DeliveriesResource {
  private static final String ALLOWED =
      "pending, sending, sent, deferred, failed, unknown, suppressed or skipped";

  @Inject DeliveryQueries deliveries;
  @Inject DeliveryOperations decisions;

  @GET
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Deliveries in one state, oldest first", operationId = "listDeliveries")
  @APIResponse(responseCode = "200", description = "A page of deliveries")
  @APIResponse(responseCode = "400", ref = "BadRequest")
  public Page<DeliveryResponse> inState(
      @QueryParam("state") @Parameter(required = true, description = ALLOWED) String state,
      @BeanParam PageQuery query,
      @Context SecurityContext security) {
    if (Arrays.stream(DeliveryState.values()).noneMatch(known -> known.text().equals(state))) {
      throw ProblemException.invalid("state", "must be " + ALLOWED);
    }
    List<DeliveryResponse> rows =
        deliveries.in(state, query.after(), query.limit() + 1, security.isUserInRole(Roles.ADMIN));
    return Page.of(rows, query, DeliveryResponse::id, Function.identity());
  }

  @POST
  @Atomic
  @Path("{id}/resend")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Resend a mail with the same Message-ID",
      description = "Allowed for unknown, failed, deferred and suppressed deliveries.",
      operationId = "resendDelivery")
  @APIResponse(responseCode = "204", description = "It is due now")
  public void resend(@PathParam("id") long id) {
    decisions.resend(id);
  }

  @POST
  @Atomic
  @Path("{id}/drop")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      summary = "Give a mail up",
      description = "Allowed for unknown, pending and deferred deliveries.",
      operationId = "dropDelivery")
  @APIResponse(responseCode = "204", description = "It is skipped, with the reason dropped")
  public void drop(@PathParam("id") long id) {
    decisions.drop(id);
  }
}
