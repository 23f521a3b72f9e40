package carillon.tracker;

import carillon.http.Errors;
import carillon.http.IfMatch;
import carillon.http.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records changes of artifacts, each in one transaction with whatever observers of {@link
 * ChangesetRecorded} add to it. An update holds the artifact's row from its first look at the old
 * values to the commit, so that two updates at once follow each other and none is lost.
 */
@ApplicationScoped
public class ChangesetRecorder {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  @Inject Directory directory;
  @Inject Event<ChangesetRecorded> recorded;
  @Inject Clock clock;

  /** Creates an artifact; its first changeset holds all its values. */
  @Transactional
  public Recorded create(long trackerId, Change change) {
    Tracker tracker = directory.tracker(trackerId);
    Wanted wanted = wanted(tracker, change);
    Instant now = now();
    Artifact artifact = new Artifact(tracker, wanted.actor(), now);
    entities.persist(artifact);
    return write(artifact, wanted, change, null, now);
  }

  /**
   * Changes an artifact. A change that changes nothing and says nothing is not recorded.
   *
   * @throws ProblemException 404 when there is none, 412 when it has another version
   */
  @Transactional
  public Recorded update(long artifactId, Change change, IfMatch ifMatch) {
    Artifact artifact = directory.lockedArtifact(artifactId);
    ifMatch.check(artifact.version());
    return update(artifact, change, null);
  }

  /** Likewise, whatever its version, if it is one of this tracker's, as part of a bulk change. */
  @Transactional
  public Recorded updateIn(long trackerId, long artifactId, Change change, String bulk) {
    Artifact artifact = directory.lockedArtifact(artifactId);
    if (artifact.tracker().id() != trackerId) {
      throw ProblemException.notFound("Artifact " + artifactId + " of tracker " + trackerId);
    }
    return update(artifact, change, bulk);
  }

  /**
   * @throws ProblemException 404 when there is no such tracker
   */
  @Transactional
  public void requireTracker(long trackerId) {
    directory.tracker(trackerId);
  }

  /** Marks an artifact deleted; its changesets stay, but nobody is shown or told of it any more. */
  @Transactional
  public void delete(long artifactId, IfMatch ifMatch) {
    Artifact artifact = directory.lockedArtifact(artifactId);
    ifMatch.check(artifact.version());
    artifact.delete();
  }

  private Recorded update(Artifact artifact, Change change, String bulk) {
    Wanted wanted = wanted(artifact.tracker(), change);
    if (wanted.changesNothing(artifact)) {
      return new Recorded(artifact.id(), last(artifact), artifact.version(), false);
    }
    return write(artifact, wanted, change, bulk, now());
  }

  private Recorded write(
      Artifact artifact, Wanted wanted, Change change, String bulk, Instant now) {
    Changeset changeset =
        new Changeset(
            artifact, artifact.next(now), wanted.actor(), now, change.sendNotifications());
    wanted.values().forEach((field, content) -> set(changeset, field, content));
    wanted.viewGroups().ifPresent(artifact::showTo);
    if (change.comment() != null) {
      Comment comment = new Comment(change.comment().body(), change.comment().format());
      changeset.comment(comment, wanted.commentGroups());
    }
    entities.persist(changeset);
    // The observers' rows refer to these.
    entities.flush();
    recorded.fire(fact(changeset, bulk));
    return new Recorded(artifact.id(), changeset.id(), artifact.version(), true);
  }

  private static void set(Changeset changeset, Field field, String content) {
    String old = changeset.artifact().values().get(field.id());
    if (!Objects.equals(old, content)) {
      changeset.artifact().set(field.id(), content);
      changeset.changed(field, old, content);
    }
  }

  private static ChangesetRecorded fact(Changeset changeset, String bulk) {
    Tracker tracker = changeset.artifact().tracker();
    return new ChangesetRecorded(
        tracker.project().id(),
        tracker.id(),
        changeset.artifact().id(),
        changeset.id(),
        changeset.creation(),
        changeset.sendNotifications(),
        bulk);
  }

  private Wanted wanted(Tracker tracker, Change change) {
    Errors errors = new Errors();
    Project project = tracker.project();
    Optional<Actor> actor = directory.actor(change.submittedBy(), errors);
    Map<Field, String> values = values(tracker, change.values(), errors);
    Optional<List<UserGroup>> viewGroups =
        Optional.ofNullable(change.viewGroups())
            .map(names -> directory.groups(project, names, "viewGroups", errors));
    List<UserGroup> commentGroups = commentGroups(project, change.comment(), errors);
    errors.refuse();
    return new Wanted(
        actor.orElseThrow(), values, viewGroups, change.comment() != null, commentGroups);
  }

  private List<UserGroup> commentGroups(Project project, NewComment comment, Errors errors) {
    if (comment == null) {
      return List.of();
    }
    if (!ValueParser.storable(comment.body())) {
      errors.add("comment.body", "must not contain control characters");
    }
    return directory.groups(project, comment.groups(), "comment.groups", errors);
  }

  private Map<Field, String> values(Tracker tracker, Map<String, JsonNode> named, Errors errors) {
    ValueParser parser =
        new ValueParser(
            name -> directory.userNamed(name).isPresent(),
            name -> directory.groups(tracker.project()).containsKey(name));
    Map<Field, String> values = new LinkedHashMap<>();
    named.forEach(
        (name, json) -> {
          try {
            Field field = field(tracker, name);
            values.put(field, parser.parse(field, json));
          } catch (IllegalArgumentException refused) {
            errors.add("values." + name, refused.getMessage());
          }
        });
    return values;
  }

  private static Field field(Tracker tracker, String name) {
    List<Field> fields = tracker.fields();
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the tracker has no such field; fields: "
                        + String.join(", ", fields.stream().map(Field::name).toList())));
  }

  private long last(Artifact artifact) {
    return entities
        .createQuery(
            "select c.id from Changeset c where c.artifact = :artifact and c.sequence = :last",
            Long.class)
        .setParameter("artifact", artifact)
        .setParameter("last", artifact.lastSequence())
        .getSingleResult();
  }

  /** Databases keep microseconds; what is answered at once is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
