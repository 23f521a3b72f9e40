package carillon.notification.subscription;

import carillon.http.Roles;
import carillon.notification.recipients.SubscriptionMode;
import carillon.problem.ProblemException;
import carillon.tracker.TrackerLookup;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who wants no mail about one artifact. */
@ApplicationScoped
@Path("/artifacts/{id}/subscriptions/{username}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public class ArtifactSubscriptionsResource {
  @Inject TrackerLookup trackerLookup;
  @Inject SubscriptionChoices subscriptionChoices;

  @PUT
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Unsubscribe a person from one artifact: the mode is none")
  @APIResponse(responseCode = "204", description = "Done")
  public void leave(
      @PathParam("id") long artifactId,
      @PathParam("username") String username,
      @NotNull(message = "is required") @Valid ChosenMode body) {
    if (body.mode() != SubscriptionMode.NONE) {
      throw ProblemException.invalid("mode", "must be none: other modes are for whole trackers");
    }
    choose(artifactId, username, false);
  }

  @DELETE
  @Consumes(MediaType.WILDCARD)
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Undo an unsubscription from one artifact")
  @APIResponse(responseCode = "204", description = "Done")
  public void rejoin(@PathParam("id") long artifactId, @PathParam("username") String username) {
    choose(artifactId, username, true);
  }

  private void choose(long artifactId, String username, boolean wanted) {
    trackerLookup.artifact(artifactId);
    subscriptionChoices.artifact(artifactId, trackerLookup.user(username).id(), wanted);
  }
}
