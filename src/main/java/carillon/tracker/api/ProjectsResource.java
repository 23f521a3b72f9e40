package carillon.tracker.api;

import carillon.http.Caller;
import carillon.http.ETags;
import carillon.http.IfMatch;
import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.idempotency.Atomic;
import carillon.tracker.GroupMembers;
import carillon.tracker.NewProject;
import carillon.tracker.Project;
import carillon.tracker.ProjectPatch;
import carillon.tracker.Projects;
import carillon.tracker.TrackerLookup;
import carillon.tracker.UserGroup;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Projects, their members and their groups. */
@ApplicationScoped
@Path("/projects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
public class ProjectsResource {

  @Inject Projects projects;
  @Inject TrackerLookup trackerLookup;
  @Inject PageReader pageReader;
  @Inject AuditDetail audit;

  @POST
  @Atomic
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Create a project")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Created.class)))
  @APIResponse(responseCode = "409", ref = "Conflict")
  public Response create(@NotNull(message = "is required") @Valid NewProject body) {
    Project project = projects.create(body);
    return Response.created(URI.create("projects/" + project.id()))
        .tag(ETags.of(project.version()))
        .entity(new Created(project.id()))
        .build();
  }

  @GET
  @Transactional
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List projects")
  public Page<ProjectSummary> list(@BeanParam PageQuery page) {
    String jpql = "select p from Project p where p.id > :after order by p.id";
    List<Project> found = pageReader.page(Project.class, jpql, page, Map.of());
    return Page.of(found, page, Project::id, ProjectSummary::of);
  }

  @GET
  @Path("/{id}")
  @Transactional
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read a project with its members and groups")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProjectResponse.class)))
  public Response get(@PathParam("id") long id, @Context Request request) {
    Project project = trackerLookup.project(id);
    return ETags.answer(request, project.version(), view(project));
  }

  @PATCH
  @Path("/{id}")
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Change a project; omitted fields stay unchanged",
      description = "Only administrators make a private project public.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProjectResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response change(
      @PathParam("id") long id,
      @NotNull(message = "is required") @Valid ProjectPatch body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("visibility", body.visibility());
    Project project = projects.change(id, body, IfMatch.of(ifMatch), Caller.of(security));
    return Response.ok(view(project)).tag(ETags.of(project.version())).build();
  }

  @PUT
  @Path("/{id}/members/{username}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Make a user a member of the project",
      description =
          "Only administrators add members to a private project that has trackers, and restricted users to any project.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public void addMember(
      @PathParam("id") long id,
      @PathParam("username") String username,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    projects.addMember(id, username, IfMatch.of(ifMatch), Caller.of(security));
  }

  @DELETE
  @Path("/{id}/members/{username}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "End a user's membership")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public void removeMember(
      @PathParam("id") long id,
      @PathParam("username") String username,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    projects.removeMember(id, username, IfMatch.of(ifMatch));
  }

  @PUT
  @Path("/{id}/groups/{name}")
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Create a group, or give it exactly these members",
      description =
          "Only administrators add members to a group that guards something: one that viewGroups, readGroups, a private comment or a rule without permission checks refers to.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = GroupResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response setGroup(
      @PathParam("id") long id,
      @PathParam("name") String name,
      @NotNull(message = "is required") @Valid GroupMembers body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("members", body.members());
    UserGroup group = projects.setGroup(id, name, body, IfMatch.of(ifMatch), Caller.of(security));
    return Response.ok(GroupResponse.of(group)).tag(ETags.of(group.version())).build();
  }

  @DELETE
  @Path("/{id}/groups/{name}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Remove a group that no permission and no rule refers to")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public void removeGroup(
      @PathParam("id") long id,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    projects.removeGroup(id, name, IfMatch.of(ifMatch));
  }

  private ProjectResponse view(Project project) {
    return ProjectResponse.of(project, trackerLookup.groups(project).values());
  }
}
