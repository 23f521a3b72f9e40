package carillon.webhook;

import carillon.http.Caller;
import carillon.http.ETags;
import carillon.http.IfMatch;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.audit.Audited;
import carillon.tracker.Tracker;
import carillon.tracker.TrackerLookup;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The webhooks of a tracker. */
@ApplicationScoped
@Path("/trackers/{id}/webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class TrackerWebhooksResource {
  @Inject TrackerLookup trackerLookup;
  @Inject WebhookTable table;
  @Inject WebhookValidator webhookValidator;
  @Inject WebhookService webhookService;
  @Inject AuditDetail audit;

  @GET
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read the webhooks; whole addresses only for administrators")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookResponse.class)))
  public Response get(
      @PathParam("id") long id, @Context Request request, @Context SecurityContext security) {
    Tracker tracker = trackerLookup.tracker(id);
    boolean whole = security.isUserInRole(Roles.ADMIN);
    List<WebhookResponse> views =
        table.ofTracker(id).stream().map(hook -> WebhookResponse.of(hook, whole, null)).toList();
    return ETags.answer(request, tracker.version(), views);
  }

  @PUT
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Replace the webhooks of the tracker: all of them, or a producer's own",
      description =
          "A webhook with the same address stays the same webhook. A generated secret is in this response and never shown again. A webhook is told what its owner may read, so producers set only webhooks whose owner is the user of their own name; the webhooks of other owners stay as they are and are not in the response. Messages are signed as Standard Webhooks says.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookResponse.class)))
  public Response set(
      @PathParam("id") long id,
      @NotNull(message = "is required") @Size(max = 50)
          List<@NotNull(message = "is required") @Valid WebhookDefinition> body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    Caller caller = Caller.of(security);
    audit.add("owners", body.stream().map(WebhookDefinition::owner).distinct().toList());
    WebhookService.Result set =
        webhookService.set(id, webhookValidator.of(body, caller), IfMatch.of(ifMatch), caller);
    List<WebhookResponse> views =
        set.hooks().stream()
            .map(hook -> WebhookResponse.of(hook, true, set.secretOf(hook)))
            .toList();
    return Response.ok(views).tag(ETags.of(set.tracker().version())).build();
  }
}
