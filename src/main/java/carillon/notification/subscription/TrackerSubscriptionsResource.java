package carillon.notification.subscription;

import carillon.http.Page;
import carillon.http.PageQuery;
import carillon.http.Roles;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who chose what for a tracker. */
@ApplicationScoped
@Path("/trackers/{id}/subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public class TrackerSubscriptionsResource {
  @Inject TrackerLookup trackerLookup;
  @Inject SubscriptionChoices subscriptionChoices;

  @GET
  @Transactional
  @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
  @Operation(summary = "List the subscription modes chosen for the tracker")
  public Page<SubscriptionResponse> list(
      @PathParam("id") long trackerId, @BeanParam PageQuery page) {
    trackerLookup.tracker(trackerId);
    List<SubscriptionChoices.Chosen> found =
        subscriptionChoices.ofTracker(trackerId, page.after(), page.limit() + 1);
    return Page.of(
        found,
        page,
        SubscriptionChoices.Chosen::userId,
        chosen -> new SubscriptionResponse(chosen.username(), chosen.mode()));
  }

  @PUT
  @Path("/{username}")
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(
      summary = "Set a person's subscription mode",
      description =
          "every-change, status-only and creation-only make the person a recipient; involved and"
              + " none only filter.")
  @APIResponse(responseCode = "204", description = "Done")
  public void choose(
      @PathParam("id") long trackerId,
      @PathParam("username") String username,
      @NotNull(message = "is required") @Valid ChosenMode body) {
    trackerLookup.tracker(trackerId);
    subscriptionChoices.tracker(
        trackerId, trackerLookup.user(username).id(), Optional.of(body.mode()));
  }

  @DELETE
  @Path("/{username}")
  @Consumes(MediaType.WILDCARD)
  @Transactional
  @RolesAllowed({Roles.PRODUCER, Roles.ADMIN})
  @Operation(summary = "Reset a person to the tracker's rules")
  @APIResponse(responseCode = "204", description = "Done")
  public void forget(@PathParam("id") long trackerId, @PathParam("username") String username) {
    trackerLookup.tracker(trackerId);
    subscriptionChoices.tracker(trackerId, trackerLookup.user(username).id(), Optional.empty());
  }
}
