package carillon.tracker;

import carillon.http.Caller;
import carillon.problem.ExpectedVersion;
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
    boolean taken = trackerLookup.hasUserLike(wanted.username());
    UniqueNames.persist(entities, user, taken, "username", wanted.username());
    return user;
  }

  public User change(String username, UserPatch patch, ExpectedVersion expected, Caller caller) {
    return become(
        username,
        expected,
        before -> {
          Profile after = patch.applyTo(before);
          ReadAccess.checkProfile(caller, before, after);
          return after;
        });
  }

  /** Marks the account deleted; what they did keeps their name. */
  public void delete(String username, ExpectedVersion expected) {
    become(username, expected, Profile::deleted);
  }

  private User become(String username, ExpectedVersion expected, UnaryOperator<Profile> change) {
    User user = trackerLookup.lockedUser(username);
    expected.check(user.version());
    user.become(change.apply(user.profile()));
    entities.flush();
    return user;
  }
}
