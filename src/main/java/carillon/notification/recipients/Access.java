package carillon.notification.recipients;

import carillon.tracker.UserStatus;
import java.util.Map;

/**
 * Who may read what of one artifact.
 *
 * @param publicProject false: its members only
 * @param tracker who may see the tracker's artifacts
 * @param artifact who may see this one, beyond that
 * @param fields by field id; a field that is not named is readable by nobody
 * @param comments by the changeset's id; one that is not named is readable by nobody
 */
public record Access(
    boolean publicProject,
    ReadGroups tracker,
    ReadGroups artifact,
    Map<Long, ReadGroups> fields,
    Map<Long, ReadGroups> comments) {

  public Access {
    fields = Map.copyOf(fields);
    comments = Map.copyOf(comments);
  }

  public boolean seesArtifact(Candidate reader) {
    return seesProject(reader) && tracker.admits(reader) && artifact.admits(reader);
  }

  public boolean readsField(Candidate reader, long field) {
    return admits(fields.get(field), reader);
  }

  /** Private comments are filtered for everyone, even where a rule checks no permissions. */
  public boolean readsComment(Candidate reader, long changeset) {
    return admits(comments.get(changeset), reader);
  }

  private static boolean admits(ReadGroups readGroups, Candidate reader) {
    return readGroups != null && readGroups.admits(reader);
  }

  private boolean seesProject(Candidate reader) {
    if (reader instanceof Person person) {
      return person.projectMember() || (publicProject && person.status() != UserStatus.RESTRICTED);
    }
    return publicProject;
  }
}
