package carillon.tracker.api;

import carillon.http.Caller;
import carillon.http.ETags;
import carillon.http.IfMatch;
import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
import carillon.http.audit.AuditDetail;
import carillon.http.audit.Audited;
import carillon.http.idempotency.Atomic;
import carillon.tracker.NewUser;
import carillon.tracker.TrackerLookup;
import carillon.tracker.User;
import carillon.tracker.UserPatch;
import carillon.tracker.Users;
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

/** Accounts of the people that changes are submitted by and mailed to. */
@ApplicationScoped
@Path("/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public class UsersResource {

  @Inject Users users;
  @Inject TrackerLookup trackerLookup;
  @Inject PageReader pageReader;
  @Inject AuditDetail audit;

  @POST
  @Atomic
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Create an account")
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Created.class)))
  @APIResponse(responseCode = "409", ref = "Conflict")
  public Response create(@NotNull(message = "is required") @Valid NewUser body) {
    User user = users.create(body);
    return Response.created(URI.create("users/" + user.username()))
        .tag(ETags.of(user.version()))
        .entity(new Created(user.id()))
        .build();
  }

  @GET
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List accounts; their e-mail addresses only for administrators")
  public Page<UserResponse> list(@BeanParam PageQuery page, @Context SecurityContext security) {
    Viewer viewer = Viewer.of(security);
    String jpql = "select u from User u where u.id > :after order by u.id";
    List<User> found = pageReader.page(User.class, jpql, page, Map.of());
    return Page.of(found, page, User::id, user -> UserResponse.of(user, viewer));
  }

  @GET
  @Path("/{username}")
  @Transactional
  @Audited
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "Read an account; its e-mail address only for administrators")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = UserResponse.class)))
  public Response get(
      @PathParam("username") String username,
      @Context Request request,
      @Context SecurityContext security) {
    User user = trackerLookup.user(username);
    return ETags.answer(request, user.version(), UserResponse.of(user, Viewer.of(security)));
  }

  @PATCH
  @Path("/{username}")
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Change an account; omitted fields stay unchanged",
      description =
          "Only administrators change an e-mail address or let an account see more: from suspended or deleted back to use, from restricted to active.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = UserResponse.class)))
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public Response change(
      @PathParam("username") String username,
      @NotNull(message = "is required") @Valid UserPatch body,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context SecurityContext security) {
    audit.add("changes", body.changes());
    User user = users.change(username, body, IfMatch.of(ifMatch), Caller.of(security));
    UserResponse view = UserResponse.of(user, Viewer.of(security));
    return Response.ok(view).tag(ETags.of(user.version())).build();
  }

  @DELETE
  @Path("/{username}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.ADMIN)
  @Operation(summary = "Mark an account deleted; its past changes keep its name")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "412", ref = "PreconditionFailed")
  public void delete(
      @PathParam("username") String username, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    users.delete(username, IfMatch.of(ifMatch));
  }
}
