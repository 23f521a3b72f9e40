package carillon.webhook;

import carillon.http.Errors;
import carillon.outbound.AddressGuard;
import carillon.tracker.Directory;
import carillon.tracker.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks webhooks that are wanted. Looks names up, so it is called before any row is held. */
@ApplicationScoped
class Orders {
  @Inject AddressGuard guard;
  @Inject Directory directory;

  /**
   * @throws carillon.http.ProblemException with status 400 naming everything that is wrong
   */
  List<Order> of(List<WebhookDefinition> wanted) {
    Errors errors = new Errors();
    Set<String> addresses = new HashSet<>();
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String path = "[" + i + "].";
      if (!addresses.add(wanted.get(i).url())) {
        errors.add(path + "url", "is there twice");
      }
      orders.add(of(wanted.get(i), path, errors));
    }
    errors.refuse();
    return orders;
  }

  private Order of(WebhookDefinition wanted, String path, Errors errors) {
    boolean newSecret = WebhookDefinition.NEW_SECRET.equals(wanted.secret());
    return new Order(
        url(wanted.url(), path + "url", errors),
        owner(wanted.owner(), path + "owner", errors),
        newSecret ? Optional.empty() : given(wanted.secret(), path + "secret", errors),
        newSecret,
        wanted.events(),
        wanted.enabled());
  }

  private URI url(String text, String path, Errors errors) {
    try {
      URI url = URI.create(text);
      guard.check(url);
      return url;
    } catch (IllegalArgumentException refused) {
      errors.add(path, refused.getMessage());
      return null;
    }
  }

  private long owner(String username, String path, Errors errors) {
    Optional<User> owner = directory.userNamed(username);
    if (owner.isEmpty()) {
      errors.add(path, "there is no user '" + username + "'");
    }
    return owner.map(User::id).orElse(0L);
  }

  private static Optional<Secret> given(String text, String path, Errors errors) {
    try {
      return Optional.ofNullable(text).map(Secret::new);
    } catch (IllegalArgumentException refused) {
      errors.add(path, "must be whsec_ and 24 to 64 bytes in Base64, or 'new'");
      return Optional.empty();
    }
  }
}
