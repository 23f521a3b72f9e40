package carillon.webhook;

import carillon.http.Caller;
import carillon.outbound.AddressGuard;
import carillon.outbound.HttpAddress;
import carillon.problem.ValidationErrors;
import carillon.tracker.TrackerLookup;
import carillon.tracker.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Validates webhook definitions. Looks up names, so call it before any row is locked. */
@ApplicationScoped
class WebhookValidator {
  @Inject AddressGuard guard;
  @Inject TrackerLookup trackerLookup;

  /**
   * @throws carillon.problem.ProblemException with status 400 naming everything that is wrong, 403
   *     when the owner is another than the caller, who is no administrator
   */
  List<WebhookSpec> of(List<WebhookDefinition> wanted, Caller caller) {
    wanted.forEach(definition -> mayOwn(caller, definition.owner()));
    ValidationErrors validationErrors = new ValidationErrors();
    Set<String> addresses = new HashSet<>();
    List<WebhookSpec> webhookSpecs = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String path = "[" + i + "].";
      WebhookSpec webhookSpec = of(wanted.get(i), path, validationErrors);
      if (webhookSpec.address() != null && !addresses.add(webhookSpec.address().key())) {
        validationErrors.add(path + "url", "appears more than once");
      }
      webhookSpecs.add(webhookSpec);
    }
    validationErrors.refuse();
    return webhookSpecs;
  }

  private WebhookSpec of(WebhookDefinition wanted, String path, ValidationErrors validationErrors) {
    boolean newSecret = WebhookDefinition.NEW_SECRET.equals(wanted.secret());
    return new WebhookSpec(
        address(wanted.url(), path + "url", validationErrors),
        owner(wanted.owner(), path + "owner", validationErrors),
        newSecret ? Optional.empty() : given(wanted.secret(), path + "secret", validationErrors),
        newSecret,
        wanted.events(),
        wanted.enabled());
  }

  /** A webhook is told what its owner may read. */
  private static void mayOwn(Caller caller, String owner) {
    if (!owner.equals(caller.name())) {
      caller.mustBeAdmin("A webhook whose owner is not '" + caller.name() + "'");
    }
  }

  private HttpAddress address(String text, String path, ValidationErrors validationErrors) {
    try {
      return guard.check(text);
    } catch (IllegalArgumentException refused) {
      validationErrors.add(path, refused.getMessage());
      return null;
    }
  }

  private long owner(String username, String path, ValidationErrors validationErrors) {
    Optional<User> owner = trackerLookup.userNamed(username);
    if (owner.isEmpty()) {
      validationErrors.add(path, "there is no user '" + username + "'");
    }
    return owner.map(User::id).orElse(0L);
  }

  private static Optional<Secret> given(
      String text, String path, ValidationErrors validationErrors) {
    try {
      return Optional.ofNullable(text).map(Secret::new);
    } catch (IllegalArgumentException refused) {
      validationErrors.add(path, "must be whsec_ and 24 to 64 bytes in Base64, or 'new'");
      return Optional.empty();
    }
  }

  /**
   * A webhook as it is wanted, checked.
   *
   * @param given the secret that was given, if any
   * @param newSecret whether another secret is to be generated
   */
  record WebhookSpec(
      HttpAddress address,
      long ownerId,
      Optional<Secret> given,
      boolean newSecret,
      Set<WebhookEvent> events,
      boolean enabled) {

    WebhookTable.Wanted row(String sealedSecret) {
      return new WebhookTable.Wanted(
          ownerId,
          events.contains(WebhookEvent.CREATE),
          events.contains(WebhookEvent.UPDATE),
          enabled,
          sealedSecret);
    }
  }
}
