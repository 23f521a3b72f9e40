package carillon.tracker;

import carillon.problem.Bounds;
import carillon.problem.EmailAddress;
import carillon.problem.ProblemException;
import carillon.problem.ValidationErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds what requests refer to by id or name. A missing id is a 404; a missing name within a body
 * is an error of that field. Called within the caller's transaction.
 */
@ApplicationScoped
public class TrackerLookup {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  public Project project(long id) {
    return found(entities.find(Project.class, id), "Project " + id);
  }

  public Tracker tracker(long id) {
    return found(entities.find(Tracker.class, id), "Tracker " + id);
  }

  boolean hasProject(String shortName) {
    return !entities
        .createQuery("select p.id from Project p where p.shortName = :name", Long.class)
        .setParameter("name", shortName)
        .getResultList()
        .isEmpty();
  }

  boolean hasTracker(Project project, String itemName) {
    return !entities
        .createQuery(
            "select t.id from Tracker t where t.project = :project and t.itemName = :name",
            Long.class)
        .setParameter("project", project)
        .setParameter("name", itemName)
        .getResultList()
        .isEmpty();
  }

  /** An artifact that is not deleted. */
  public Artifact artifact(long id) {
    return present(entities.find(Artifact.class, id), id);
  }

  /** Likewise, and no one else changes it until the transaction ends. */
  Artifact lockedArtifact(long id) {
    return present(entities.find(Artifact.class, id, LockModeType.PESSIMISTIC_WRITE), id);
  }

  Tracker lockedTracker(long id) {
    return found(entities.find(Tracker.class, id, LockModeType.PESSIMISTIC_WRITE), "Tracker " + id);
  }

  /** A project whose own columns, members or groups are to be changed. */
  Project lockedProject(long id) {
    return found(entities.find(Project.class, id, LockModeType.PESSIMISTIC_WRITE), "Project " + id);
  }

  public User user(String username) {
    return userNamed(username).orElseThrow(() -> ProblemException.notFound("User " + username));
  }

  User lockedUser(String username) {
    User user = user(username);
    entities.refresh(user, LockModeType.PESSIMISTIC_WRITE);
    return user;
  }

  /** Whether there is a user of that name in any case. */
  boolean hasUserLike(String username) {
    return !entities
        .createQuery("select u.id from User u where u.usernameKey = :key", Long.class)
        .setParameter("key", User.key(username))
        .getResultList()
        .isEmpty();
  }

  public Optional<User> userNamed(String username) {
    return users(List.of(username)).values().stream().findFirst();
  }

  /** The users of these names; {@code path} is the list's place in the body. */
  List<User> users(List<String> names, String path, ValidationErrors validationErrors) {
    Map<String, User> known = users(names);
    return resolved(names, known::get, path, "there is no user '%s'", "", validationErrors);
  }

  /** The groups of the project of these names; {@code path} is the list's place in the body. */
  List<UserGroup> groups(
      Project project, List<String> names, String path, ValidationErrors validationErrors) {
    Map<String, UserGroup> known = groups(project);
    String all = "; groups: " + Bounds.names(known.keySet());
    return resolved(
        names, known::get, path, "the project has no group '%s'", all, validationErrors);
  }

  /** The groups of the project by name, in alphabetical order. */
  public Map<String, UserGroup> groups(Project project) {
    return entities
        .createQuery(
            "select g from UserGroup g where g.project = :project order by g.name", UserGroup.class)
        .setParameter("project", project)
        .getResultList()
        .stream()
        .collect(
            Collectors.toMap(
                UserGroup::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  /** Who acts: the account of that name or, for an address, an actor without account. */
  Optional<Actor> actor(String submittedBy, ValidationErrors validationErrors) {
    if (submittedBy.matches(EmailAddress.PATTERN)) {
      return Optional.of(new Actor(submittedBy));
    }
    Optional<User> user = userNamed(submittedBy);
    if (user.isEmpty()) {
      validationErrors.add(
          "submittedBy",
          "there is no user '" + submittedBy + "', and it is not an e-mail address either");
    }
    return user.map(Actor::new);
  }

  /** Those of the names that are users, by name. */
  Map<String, User> users(Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery("select u from User u where u.username in :names", User.class)
        .setParameter("names", Set.copyOf(names))
        .getResultList()
        .stream()
        .collect(Collectors.toMap(User::username, Function.identity()));
  }

  /**
   * @param all what there is, told once
   */
  private static <T> List<T> resolved(
      List<String> names,
      Function<String, T> known,
      String path,
      String refusal,
      String all,
      ValidationErrors validationErrors) {
    LinkedHashSet<T> found = new LinkedHashSet<>();
    String beside = all;
    for (int i = 0; i < names.size(); i++) {
      T one = known.apply(names.get(i));
      if (one == null) {
        validationErrors.add(path + "[" + i + "]", refusal.formatted(names.get(i)) + beside);
        beside = "";
      } else {
        found.add(one);
      }
    }
    return new ArrayList<>(found);
  }

  private static Artifact present(Artifact artifact, long id) {
    return found(artifact == null || artifact.deleted() ? null : artifact, "Artifact " + id);
  }

  private static <T> T found(T entity, String what) {
    if (entity == null) {
      throw ProblemException.notFound(what);
    }
    return entity;
  }
}
