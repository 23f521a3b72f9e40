package carillon.tracker.api;

import carillon.tracker.Project;
import carillon.tracker.UserGroup;
import carillon.tracker.Visibility;
import java.util.Collection;
import java.util.List;

/** A project with its members and groups. */
record ProjectView(
    long id,
    String shortName,
    String name,
    Visibility visibility,
    List<String> members,
    List<GroupView> groups) {
  static ProjectView of(Project project, Collection<UserGroup> groups) {
    return new ProjectView(
        project.id(),
        project.shortName(),
        project.name(),
        project.visibility(),
        GroupView.usernames(project.members()),
        groups.stream().map(GroupView::of).toList());
  }
}
