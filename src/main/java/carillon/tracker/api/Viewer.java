package carillon.tracker.api;

import carillon.http.Roles;
import carillon.tracker.Actor;
import carillon.tracker.User;
import jakarta.ws.rs.core.SecurityContext;

/**
 * What the account that asks may see: viewers read all but private comments and e-mail addresses.
 *
 * @param all whether it may see those too
 */
record Viewer(boolean all) {
  static Viewer of(SecurityContext security) {
    return new Viewer(security.isUserInRole(Roles.ADMIN));
  }

  String address(String address) {
    return all ? address : null;
  }

  /** The user name; an actor without account has only an address. */
  String name(Actor actor) {
    return actor.user().map(User::username).orElseGet(() -> address(actor.name()));
  }
}
