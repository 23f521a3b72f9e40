package carillon.tracker;

import carillon.http.Caller;
import carillon.problem.ExpectedVersion;
import carillon.problem.ProblemException;
import carillon.problem.ValidationErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** Writes projects, their members and their groups. Whoever writes holds the project's row. */
@ApplicationScoped
@Transactional
public class Projects {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject TrackerLookup trackerLookup;
  @Inject ReadAccess readAccess;

  public Project create(NewProject wanted) {
    Project project = new Project(wanted.shortName(), wanted.name(), wanted.visibility());
    boolean taken = trackerLookup.hasProject(wanted.shortName());
    UniqueNames.persist(entities, project, taken, "shortName", wanted.shortName());
    return project;
  }

  public Project change(long id, ProjectPatch patch, ExpectedVersion expected, Caller caller) {
    Project project = locked(id, expected);
    if (patch.name() != null) {
      project.rename(patch.name());
    }
    if (patch.visibility() != null) {
      ReadAccess.checkVisibility(caller, project.visibility(), patch.visibility());
      project.show(patch.visibility());
    }
    entities.flush();
    return project;
  }

  public void addMember(long id, String username, ExpectedVersion expected, Caller caller) {
    Project project = locked(id, expected);
    User user = trackerLookup.user(username);
    readAccess.checkMember(caller, project, user);
    int added =
        entities
            .createNativeQuery(
                """
                insert into project_member (project_id, user_id) select p.id, u.id
                from project p, user_account u where p.id = :project and u.id = :user
                and not exists (select 1 from project_member m
                  where m.project_id = p.id and m.user_id = u.id)
                """)
            .setParameter("project", project.id())
            .setParameter("user", user.id())
            .executeUpdate();
    touchIf(added > 0, project);
  }

  public void removeMember(long id, String username, ExpectedVersion expected) {
    Project project = locked(id, expected);
    User user = trackerLookup.user(username);
    int removed =
        entities
            .createNativeQuery(
                "delete from project_member where project_id = :project and user_id = :user")
            .setParameter("project", project.id())
            .setParameter("user", user.id())
            .executeUpdate();
    touchIf(leaveGroups(project, user) + removed > 0, project);
  }

  /** Whoever leaves a project may no longer read what only its groups may. */
  private int leaveGroups(Project project, User user) {
    return (int)
        trackerLookup.groups(project).values().stream()
            .filter(group -> group.members().remove(user))
            .count();
  }

  /** Creates the group or gives it exactly these members. */
  public UserGroup setGroup(
      long id, String name, GroupMembers wanted, ExpectedVersion expected, Caller caller) {
    Project project = locked(id, ExpectedVersion.ANY);
    ValidationErrors validationErrors = new ValidationErrors();
    if (!name.matches(NamePatterns.GROUP)) {
      validationErrors.add("name", NamePatterns.GROUP_MESSAGE);
    }
    List<User> members = trackerLookup.users(wanted.members(), "members", validationErrors);
    validationErrors.refuse();
    UserGroup group = trackerLookup.groups(project).get(name);
    if (group == null) {
      group = new UserGroup(project, name);
      entities.persist(group);
    } else {
      expected.check(group.version());
      readAccess.checkMembers(caller, group, members);
    }
    group.consistOf(members);
    touchIf(true, project);
    return group;
  }

  /**
   * Removes a group.
   *
   * @throws ProblemException 409 while a permission or a rule refers to it: were it just dropped,
   *     what only the group saw would be open to everybody
   */
  public void removeGroup(long id, String name, ExpectedVersion expected) {
    Project project = locked(id, ExpectedVersion.ANY);
    UserGroup group = trackerLookup.groups(project).get(name);
    if (group == null) {
      throw ProblemException.notFound("Group " + name);
    }
    expected.check(group.version());
    entities.remove(group);
    touchIf(true, project);
  }

  private Project locked(long id, ExpectedVersion expected) {
    Project project = trackerLookup.lockedProject(id);
    expected.check(project.version());
    return project;
  }

  /** Members and groups are part of what a project shows, so its ETag changes with them. */
  private void touchIf(boolean changed, Project project) {
    entities.flush();
    if (changed) {
      entities.lock(project, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }
  }
}
