package carillon.tracker.api;

import carillon.tracker.Project;
import carillon.tracker.UserGroup;
import carillon.tracker.Visibility;
import java.util.Collection;
import java.util.List;

/** A project with its members and groups. */
record ProjectResponse(
    long id,
    String shortName,
    String name,
    Visibility visibility,
    List<String> members,
    List<GroupResponse> groups) {
  static ProjectResponse of(Project project, Collection<UserGroup> groups) {
    return new ProjectResponse(
        project.id(),
        project.shortName(),
        project.name(),
        project.visibility(),
        GroupResponse.usernames(project.members()),
        groups.stream().map(GroupResponse::of).toList());
  }
}
