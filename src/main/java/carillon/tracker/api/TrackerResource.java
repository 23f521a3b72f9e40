package carillon.tracker.api;

import carillon.http.Caller;
import carillon.http.ETags;
import carillon.http.IfMatch;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.audit.Audited;
import carillon.tracker.RuleDefinition;
import carillon.tracker.Tracker;
import carillon.tracker.TrackerLookup;
import carillon.tracker.TrackerPatch;
import carillon.tracker.Trackers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** One tracker and its notification rules. */
@ApplicationScoped
@Path("/trackers/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trackers")
public class TrackerResource {

  @Inject Trackers trackers;
  @Inject TrackerLookup trackerLookup;
  @Inject AuditDetail audit;

  @GET
  @Transactional
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read a tracker with its fields")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TrackerResponse.class)))
  public Response get(@PathParam("id") long id, @Context Request request) {
    Tracker tracker = trackerLookup.tracker(id);
    return ETags.answer(request, tracker.version(), TrackerResponse.of(tracker));
  }

  @PATCH
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary =
          "Change a tracker; omitted properties stay unchanged, fields are added or changed by name",
      description = "Only administrators let more groups see a tracker or read a field.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TrackerResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response change(
      @PathParam("id") long id,
      @NotNull(message = "is required") @Valid TrackerPatch body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("viewGroups", body.viewGroups());
    Tracker tracker = trackers.change(id, body, IfMatch.of(ifMatch), Caller.of(security));
    return Response.ok(TrackerResponse.of(tracker)).tag(ETags.of(tracker.version())).build();
  }

  @GET
  @Path("/notification-rules")
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read the notification rules; addresses only for administrators")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RuleResponse.class)))
  public Response rules(
      @PathParam("id") long id, @Context Request request, @Context SecurityContext security) {
    Tracker tracker = trackerLookup.tracker(id);
    return ETags.answer(request, tracker.version(), rules(tracker, Viewer.of(security)));
  }

  @PUT
  @Path("/notification-rules")
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Replace all notification rules of the tracker",
      description = "Only administrators add or change a rule with checkPermissions false.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RuleResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response setRules(
      @PathParam("id") long id,
      @NotNull(message = "is required") @Size(max = 100)
          List<@NotNull(message = "is required") @Valid RuleDefinition> body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("rules", body.size());
    audit.add("unchecked", body.stream().filter(rule -> !rule.checkPermissions()).count());
    Tracker tracker = trackers.setRules(id, body, IfMatch.of(ifMatch), Caller.of(security));
    List<RuleResponse> rules = rules(tracker, Viewer.of(security));
    return Response.ok(rules).tag(ETags.of(tracker.version())).build();
  }

  private List<RuleResponse> rules(Tracker tracker, Viewer viewer) {
    return trackers.rules(tracker).stream().map(rule -> RuleResponse.of(rule, viewer)).toList();
  }
}
