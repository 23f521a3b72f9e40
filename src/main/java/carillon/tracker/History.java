package carillon.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes what has happened elsewhere: changesets with their own dates and authors. Silent: nobody
 * is told of them, so no {@link ChangesetRecorded} is fired. Within the caller's transaction.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class History {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject Directory directory;

  /** Creates an artifact by the first change, and returns its id. */
  public long create(long trackerId, List<PastChange> changes) {
    Tracker tracker = directory.tracker(trackerId);
    PastChange first = changes.get(0);
    Artifact artifact = new Artifact(tracker, actor(first), first.at());
    entities.persist(artifact);
    write(artifact, changes);
    return artifact.id();
  }

  /**
   * Adds changes to an artifact, after those it has.
   *
   * @throws carillon.http.ProblemException 404 when there is none
   */
  public void append(long artifactId, List<PastChange> changes) {
    write(directory.lockedArtifact(artifactId), changes);
  }

  private void write(Artifact artifact, List<PastChange> changes) {
    Map<String, Field> fields =
        artifact.tracker().fields().stream()
            .collect(Collectors.toMap(Field::name, Function.identity()));
    for (PastChange change : changes) {
      Changeset changeset =
          new Changeset(artifact, artifact.next(change.at()), actor(change), change.at(), false);
      change.values().forEach((name, value) -> set(changeset, fields, name, value));
      if (change.comment() != null) {
        changeset.comment(change.comment(), List.of());
      }
      entities.persist(changeset);
    }
  }

  /** A field that the tracker does not have is empty already. */
  private static void set(
      Changeset changeset, Map<String, Field> fields, String name, JsonNode value) {
    String content = value.isNull() ? null : value.toString();
    Field field = fields.get(name);
    if (field == null && content == null) {
      return;
    }
    String old = changeset.artifact().values().get(field.id());
    if (!Objects.equals(old, content)) {
      changeset.artifact().set(field.id(), content);
      changeset.changed(field, old, content);
    }
  }

  private Actor actor(PastChange change) {
    return new Actor(entities.find(User.class, change.submitter()));
  }
}
