package carillon.tracker.api;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.http.audit.Unaudited;
import carillon.http.idempotency.Atomic;
import carillon.tracker.Artifact;
import carillon.tracker.ChangeRequest;
import carillon.tracker.ChangesetRecorder;
import carillon.tracker.NotificationStatus;
import carillon.tracker.RecordedChange;
import carillon.tracker.TrackerLookup;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The artifacts of a tracker. */
@ApplicationScoped
@Path("/trackers/{trackerId}/artifacts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Artifacts")
public class TrackerArtifactsResource {

  @Inject ChangesetRecorder recorder;
  @Inject NotificationStatus receipt;
  @Inject TrackerLookup trackerLookup;
  @Inject PageReader pageReader;

  @POST
  @Atomic
  @Unaudited("the changeset")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Create an artifact and notify")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = SaveResponse.class)))
  public Response create(
      @PathParam("trackerId") long trackerId,
      @NotNull(message = "is required") @Valid ChangeRequest body) {
    RecordedChange saved = recorder.create(trackerId, body);
    return Response.fromResponse(SaveResponse.to(saved, receipt))
        .location(URI.create("artifacts/" + saved.artifactId()))
        .build();
  }

  @GET
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List the artifacts of a tracker")
  public Page<ArtifactResponse> list(
      @PathParam("trackerId") long trackerId,
      @BeanParam PageQuery page,
      @Context SecurityContext security) {
    Viewer viewer = Viewer.of(security);
    String jpql =
        """
        select a from Artifact a left join fetch a.submitter.user
        where a.tracker = :tracker and a.id > :after and a.deleted = false order by a.id
        """;
    Map<String, Object> parameters = Map.of("tracker", trackerLookup.tracker(trackerId));
    List<Artifact> found = pageReader.page(Artifact.class, jpql, page, parameters);
    return Page.of(found, page, Artifact::id, artifact -> ArtifactResponse.of(artifact, viewer));
  }
}
