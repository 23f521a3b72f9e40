package carillon.tracker.api;

import carillon.http.ETags;
import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.idempotency.Atomic;
import carillon.tracker.NewTracker;
import carillon.tracker.Tracker;
import carillon.tracker.TrackerLookup;
import carillon.tracker.Trackers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The trackers of a project. */
@ApplicationScoped
@Path("/projects/{projectId}/trackers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trackers")
public class ProjectTrackersResource {

  @Inject Trackers trackers;
  @Inject TrackerLookup trackerLookup;
  @Inject PageReader pageReader;

  @POST
  @Atomic
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Create a tracker with its fields")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Created.class)))
  @APIResponse(responseCode = "409", ref = "Conflict")
  public Response create(
      @PathParam("projectId") long projectId,
      @NotNull(message = "is required") @Valid NewTracker body) {
    Tracker tracker = trackers.create(projectId, body);
    return Response.created(URI.create("trackers/" + tracker.id()))
        .tag(ETags.of(tracker.version()))
        .entity(new Created(tracker.id()))
        .build();
  }

  @GET
  @Transactional
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List the trackers of a project")
  public Page<TrackerResponse> list(
      @PathParam("projectId") long projectId, @BeanParam PageQuery page) {
    String jpql =
        "select t from Tracker t where t.project = :project and t.id > :after order by t.id";
    Map<String, Object> parameters = Map.of("project", trackerLookup.project(projectId));
    List<Tracker> found = pageReader.page(Tracker.class, jpql, page, parameters);
    return Page.of(found, page, Tracker::id, TrackerResponse::of);
  }
}
