package carillon.tracker;

import carillon.http.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may change who reads what: a producer may restrict, but only an administrator lets somebody
 * read more than before. Each check throws a {@link carillon.problem.ProblemException} with status
 * 403. Called within the caller's transaction.
 */
@ApplicationScoped
class ReadAccess {
  /** The places that name a group to let it read: a rule does where it checks no permissions. */
  private static final List<String> GUARDED =
      List.of(
          "select count(t) from Tracker t where :group member of t.viewGroups",
          "select count(f) from Field f where :group member of f.readGroups",
          "select count(a) from Artifact a where :group member of a.viewGroups",
          "select count(c) from Changeset c where :group member of c.commentGroups",
          "select count(r) from NotificationRule r"
              + " where r.checkPermissions = false and :group member of r.groups");

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  /** Nobody may see more of {@code what}; no groups stands for everybody. */
  static void checkGroups(
      Caller caller, String what, Set<UserGroup> before, Collection<UserGroup> after) {
    if (!before.isEmpty() && (after.isEmpty() || !before.containsAll(after))) {
      caller.mustBeAdmin("Letting more groups see " + what);
    }
  }

  /** An address says where private mails go, a status how much its user sees. */
  static void checkProfile(Caller caller, Profile before, Profile after) {
    if (!before.email().equals(after.email())) {
      caller.mustBeAdmin("Changing an e-mail address");
    }
    // From the one that sees most to the one that sees nothing.
    if (after.status().compareTo(before.status()) < 0) {
      caller.mustBeAdmin("Giving an account more than the status " + word(before.status()));
    }
  }

  static void checkVisibility(Caller caller, Visibility before, Visibility after) {
    if (before == Visibility.PRIVATE && after == Visibility.PUBLIC) {
      caller.mustBeAdmin("Making a private project public");
    }
  }

  /** What a rule without permission checks tells is told to people who may not read it. */
  static void checkRules(
      Caller caller, List<NotificationRule> before, List<NotificationRule> after) {
    boolean known =
        after.stream()
            .filter(rule -> !rule.checkPermissions())
            .allMatch(rule -> before.stream().anyMatch(rule::sameAs));
    if (!known) {
      caller.mustBeAdmin("A rule with checkPermissions false");
    }
  }

  /** A new member of a project sees it when it is private, or when they are restricted to it. */
  void checkMember(Caller caller, Project project, User user) {
    if (caller.admin() || project.members().contains(user)) {
      return;
    }
    if (user.status() == UserStatus.RESTRICTED) {
      caller.mustBeAdmin("Making a restricted user a member");
    } else if (project.visibility() == Visibility.PRIVATE && hasTracker(project)) {
      caller.mustBeAdmin("A new member of a private project that has trackers");
    }
  }

  void checkMembers(Caller caller, UserGroup group, Collection<User> wanted) {
    if (!caller.admin() && !group.members().containsAll(wanted) && guards(group)) {
      caller.mustBeAdmin("A new member of a group that permissions refer to");
    }
  }

  private static String word(UserStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private boolean hasTracker(Project project) {
    return count("select count(t) from Tracker t where t.project = :of", "of", project) > 0;
  }

  private boolean guards(UserGroup group) {
    return GUARDED.stream().anyMatch(jpql -> count(jpql, "group", group) > 0);
  }

  private long count(String jpql, String name, Object value) {
    return entities.createQuery(jpql, Long.class).setParameter(name, value).getSingleResult();
  }
}
