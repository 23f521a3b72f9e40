package carillon.tracker.api;

import carillon.tracker.Project;
import carillon.tracker.Visibility;

/** A project in a list. */
record ProjectSummary(long id, String shortName, String name, Visibility visibility) {
  static ProjectSummary of(Project project) {
    return new ProjectSummary(
        project.id(), project.shortName(), project.name(), project.visibility());
  }
}
