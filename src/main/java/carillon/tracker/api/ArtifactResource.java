package carillon.tracker.api;

import carillon.http.Caller;
import carillon.http.ETags;
import carillon.http.IfMatch;
import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.audit.Audited;
import carillon.http.audit.Unaudited;
import carillon.http.idempotency.Atomic;
import carillon.tracker.Artifact;
import carillon.tracker.ChangeRequest;
import carillon.tracker.Changeset;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One artifact and its changesets. */
@ApplicationScoped
@Path("/artifacts/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Artifacts")
public class ArtifactResource {

  @Inject ChangesetRecorder recorder;
  @Inject NotificationStatus receipt;
  @Inject TrackerLookup trackerLookup;
  @Inject AuditDetail audit;
  @Inject PageReader pageReader;

  @GET
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read an artifact with its current values")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ArtifactResponse.class)))
  public Response get(
      @PathParam("id") long id, @Context Request request, @Context SecurityContext security) {
    Artifact artifact = trackerLookup.artifact(id);
    ArtifactResponse view = ArtifactResponse.of(artifact, Viewer.of(security));
    return ETags.answer(request, artifact.version(), view);
  }

  @DELETE
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Delete an artifact")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public void delete(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    recorder.delete(id, IfMatch.of(ifMatch));
  }

  @POST
  @Atomic
  @Path("/changesets")
  @Unaudited("the changeset")
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Change an artifact and notify",
      description =
          "A change without effect and comment is not recorded: 200 with the last changeset. Only administrators let more groups see the artifact.")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = SaveResponse.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = SaveResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response change(
      @PathParam("id") long id,
      @NotNull(message = "is required") @Valid ChangeRequest body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("viewGroups", body.viewGroups());
    RecordedChange saved = recorder.update(id, body, IfMatch.of(ifMatch), Caller.of(security));
    return SaveResponse.to(saved, receipt);
  }

  @GET
  @Path("/changesets")
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List the changesets; private comments only for administrators")
  public Page<ChangesetResponse> changesets(
      @PathParam("id") long id, @BeanParam PageQuery page, @Context SecurityContext security) {
    Viewer viewer = Viewer.of(security);
    String jpql =
        """
        select c from Changeset c left join fetch c.submitter.user
        where c.artifact = :artifact and c.id > :after order by c.id
        """;
    Map<String, Object> parameters = Map.of("artifact", trackerLookup.artifact(id));
    List<Changeset> found = pageReader.page(Changeset.class, jpql, page, parameters);
    return Page.of(
        found, page, Changeset::id, changeset -> ChangesetResponse.of(changeset, viewer));
  }
}
