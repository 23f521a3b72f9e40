package carillon.dev;

import carillon.http.Caller;
import carillon.problem.ExpectedVersion;
import carillon.tracker.FieldDefinition;
import carillon.tracker.FieldType;
import carillon.tracker.GroupMembers;
import carillon.tracker.NewProject;
import carillon.tracker.NewTracker;
import carillon.tracker.NewUser;
import carillon.tracker.NotificationLevel;
import carillon.tracker.Projects;
import carillon.tracker.RuleDefinition;
import carillon.tracker.Trackers;
import carillon.tracker.Users;
import carillon.tracker.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * A project with three people and a tracker of bugs, whose rules tell a list, a person, a group.
 */
@ApplicationScoped
public class SampleData {
  private static final String PROJECT = "sample";
  private static final String TRACKER = "bug";

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject Projects projects;
  @Inject Users users;
  @Inject Trackers trackers;

  /** The id of the sample tracker, which is made with all it needs when it is missing. */
  @Transactional
  public long trackerId() {
    return entities
        .createQuery(
            "select t.id from Tracker t where t.itemName = :tracker and t.project.shortName = :project",
            Long.class)
        .setParameter("tracker", TRACKER)
        .setParameter("project", PROJECT)
        .getResultStream()
        .findFirst()
        .orElseGet(this::create);
  }

  private long create() {
    user("alice", "Alice Bell");
    user("bob", "Bob Clapper");
    user("carol", "Carol Rope");
    long project = projects.create(new NewProject(PROJECT, "Sample", Visibility.PUBLIC)).id();
    List.of("alice", "bob", "carol")
        .forEach(name -> projects.addMember(project, name, ExpectedVersion.ANY, Caller.SERVER));
    projects.setGroup(
        project, "testers", new GroupMembers(List.of("carol")), ExpectedVersion.ANY, Caller.SERVER);
    long tracker = trackers.create(project, bugs()).id();
    trackers.setRules(tracker, rules(), ExpectedVersion.ANY, Caller.SERVER);
    return tracker;
  }

  private void user(String name, String realName) {
    users.create(
        new NewUser(name, realName, name + "@example.org", null, null, null, null, null, null));
  }

  private static NewTracker bugs() {
    return new NewTracker(
        TRACKER,
        "Bugs",
        NotificationLevel.DEFAULT,
        List.of(),
        List.of(
            field("title", "Title", FieldType.STRING, List.of()),
            field("description", "Description", FieldType.TEXT, List.of()),
            field("status", "Status", FieldType.SELECT, List.of("New", "Assigned", "Done")),
            field("assignee", "Assigned to", FieldType.USER, List.of())),
        "title",
        "status",
        "assignee");
  }

  private static FieldDefinition field(
      String name, String label, FieldType type, List<String> values) {
    boolean people = type == FieldType.USER;
    return new FieldDefinition(name, label, type, values, people, List.of());
  }

  private static List<RuleDefinition> rules() {
    return List.of(
        new RuleDefinition(List.of("bugs@lists.example.org"), null, null, true, true),
        new RuleDefinition(List.of(), List.of("alice"), List.of("testers"), true, true));
  }
}
