package carillon.webhook;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One webhook and its deliveries. */
@ApplicationScoped
@Path("/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResource {
  @Inject WebhookTable hooks;
  @Inject WebhookDeliveryTable deliveries;
  @Inject ManualDelivery manualDelivery;

  @POST
  @Path("/ping")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Send a ping now; answers with the result")
  public WebhookDeliveryResponse ping(@PathParam("id") long id, @Context SecurityContext security)
      throws InterruptedException {
    return view(manualDelivery.ping(hook(id)), security);
  }

  @GET
  @Path("/deliveries")
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(
      summary = "Deliveries, oldest first; responses only for administrators",
      operationId = "listWebhookDeliveries")
  public Page<WebhookDeliveryResponse> list(
      @PathParam("id") long id, @BeanParam PageQuery query, @Context SecurityContext security) {
    hook(id);
    return Page.of(
        deliveries.page(id, query.after(), query.limit() + 1),
        query,
        WebhookDelivery::id,
        delivery -> view(delivery, security));
  }

  @POST
  @Path("/deliveries/{delivery}/replay")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Replay a delivery now with its own id; answers with the result")
  public WebhookDeliveryResponse replay(
      @PathParam("id") long id,
      @PathParam("delivery") long delivery,
      @Context SecurityContext security)
      throws InterruptedException {
    WebhookDelivery before =
        deliveries
            .find(id, delivery)
            .orElseThrow(() -> ProblemException.notFound("Delivery " + delivery));
    return view(manualDelivery.replay(hook(id), before), security);
  }

  private Webhook hook(long id) {
    return hooks.find(id).orElseThrow(() -> ProblemException.notFound("Webhook " + id));
  }

  private static WebhookDeliveryResponse view(WebhookDelivery delivery, SecurityContext security) {
    return WebhookDeliveryResponse.of(delivery, security.isUserInRole(Roles.ADMIN));
  }
}
