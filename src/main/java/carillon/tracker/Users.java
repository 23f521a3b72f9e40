package carillon.tracker;

import carillon.http.Caller;
import carillon.http.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.UnaryOperator;

/** Writes accounts. */
@ApplicationScoped
@Transactional
public class Users {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject TrackerLookup trackerLookup;

  public User create(NewUser wanted) {
    User user = new User(wanted.username(), wanted.profile());
    boolean taken = trackerLookup.userNamed(wanted.username()).isPresent();
    UniqueNames.persist(entities, user, taken, "username", wanted.username());
    return user;
  }

  public User change(String username, UserPatch patch, IfMatch ifMatch, Caller caller) {
    return become(
        username,
        ifMatch,
        before -> {
          Profile after = patch.applyTo(before);
          ReadAccess.checkProfile(caller, before, after);
          return after;
        });
  }

  /** Marks the account deleted; what they did keeps their name. */
  public void delete(String username, IfMatch ifMatch) {
    become(username, ifMatch, Profile::deleted);
  }

  private User become(String username, IfMatch ifMatch, UnaryOperator<Profile> change) {
    User user = trackerLookup.lockedUser(username);
    ifMatch.check(user.version());
    user.become(change.apply(user.profile()));
    entities.flush();
    return user;
  }
}
