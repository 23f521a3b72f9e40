package carillon.tracker;

import carillon.http.Caller;
import carillon.problem.Bounds;
import carillon.problem.ExpectedVersion;
import carillon.problem.ProblemException;
import carillon.problem.ValidationErrors;
import carillon.text.Printable;
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

  @Inject TrackerLookup trackerLookup;
  @Inject Event<ChangesetRecorded> recorded;
  @Inject Clock clock;

  /** Creates an artifact; its first changeset holds all its values. */
  @Transactional
  public RecordedChange create(long trackerId, ChangeRequest changeRequest) {
    Tracker tracker = trackerLookup.tracker(trackerId);
    ResolvedChange resolvedChange = wanted(tracker, changeRequest);
    Instant now = now();
    Artifact artifact = new Artifact(tracker, resolvedChange.actor(), now);
    entities.persist(artifact);
    return write(artifact, resolvedChange, changeRequest, null, now);
  }

  /**
   * Changes an artifact. A change that changes nothing and says nothing is not recorded.
   *
   * @throws ProblemException 404 when there is none, 412 when it has another version
   */
  @Transactional
  public RecordedChange update(
      long artifactId, ChangeRequest changeRequest, ExpectedVersion expected, Caller caller) {
    Artifact artifact = trackerLookup.lockedArtifact(artifactId);
    expected.check(artifact.version());
    return update(artifact, changeRequest, null, caller);
  }

  /** Likewise, whatever its version, if it is one of this tracker's, as part of a bulk change. */
  @Transactional
  public RecordedChange updateIn(
      long trackerId, long artifactId, ChangeRequest changeRequest, String bulk) {
    Artifact artifact = trackerLookup.lockedArtifact(artifactId);
    if (artifact.tracker().id() != trackerId) {
      throw ProblemException.notFound("Artifact " + artifactId + " of tracker " + trackerId);
    }
    // Bulk changes say nothing about who sees the artifacts.
    return update(artifact, changeRequest, bulk, Caller.SERVER);
  }

  /**
   * @throws ProblemException 404 when there is no such tracker
   */
  @Transactional
  public void requireTracker(long trackerId) {
    trackerLookup.tracker(trackerId);
  }

  /** Marks an artifact deleted; its changesets stay, but nobody is shown or told of it any more. */
  @Transactional
  public void delete(long artifactId, ExpectedVersion expected) {
    Artifact artifact = trackerLookup.lockedArtifact(artifactId);
    expected.check(artifact.version());
    artifact.delete();
  }

  private RecordedChange update(
      Artifact artifact, ChangeRequest changeRequest, String bulk, Caller caller) {
    ResolvedChange resolvedChange = wanted(artifact.tracker(), changeRequest);
    resolvedChange
        .viewGroups()
        .ifPresent(
            groups ->
                ReadAccess.checkGroups(caller, "the artifact", artifact.viewGroups(), groups));
    if (resolvedChange.changesNothing(artifact)) {
      return new RecordedChange(artifact.id(), last(artifact), artifact.version(), false);
    }
    return write(artifact, resolvedChange, changeRequest, bulk, now());
  }

  private RecordedChange write(
      Artifact artifact,
      ResolvedChange resolvedChange,
      ChangeRequest changeRequest,
      String bulk,
      Instant now) {
    Changeset changeset =
        new Changeset(
            artifact,
            artifact.next(now),
            resolvedChange.actor(),
            now,
            changeRequest.sendNotifications());
    resolvedChange.values().forEach((field, content) -> set(changeset, field, content));
    resolvedChange.viewGroups().ifPresent(artifact::showTo);
    if (changeRequest.comment() != null) {
      Comment comment =
          new Comment(changeRequest.comment().body(), changeRequest.comment().format());
      changeset.comment(comment, resolvedChange.commentGroups());
    }
    entities.persist(changeset);
    // The observers' rows refer to these.
    entities.flush();
    recorded.fire(fact(changeset, bulk));
    return new RecordedChange(artifact.id(), changeset.id(), artifact.version(), true);
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

  private ResolvedChange wanted(Tracker tracker, ChangeRequest changeRequest) {
    ValidationErrors validationErrors = new ValidationErrors();
    Project project = tracker.project();
    Optional<Actor> actor = trackerLookup.actor(changeRequest.submittedBy(), validationErrors);
    Map<Field, String> values = values(tracker, changeRequest.values(), validationErrors);
    Optional<List<UserGroup>> viewGroups =
        Optional.ofNullable(changeRequest.viewGroups())
            .map(names -> trackerLookup.groups(project, names, "viewGroups", validationErrors));
    List<UserGroup> commentGroups =
        commentGroups(project, changeRequest.comment(), validationErrors);
    validationErrors.refuse();
    return new ResolvedChange(
        actor.orElseThrow(), values, viewGroups, changeRequest.comment() != null, commentGroups);
  }

  private List<UserGroup> commentGroups(
      Project project, NewComment comment, ValidationErrors validationErrors) {
    if (comment == null) {
      return List.of();
    }
    if (!Printable.storable(comment.body())) {
      validationErrors.add("comment.body", "must not contain control characters");
    }
    return trackerLookup.groups(project, comment.groups(), "comment.groups", validationErrors);
  }

  private Map<Field, String> values(
      Tracker tracker, Map<String, JsonNode> named, ValidationErrors validationErrors) {
    Map<String, Field> fields = new LinkedHashMap<>();
    tracker.fields().forEach(field -> fields.put(field.name(), field));
    ValueParser parser =
        new ValueParser(
            names -> trackerLookup.users(names).keySet(),
            name -> trackerLookup.groups(tracker.project()).containsKey(name));
    Map<Field, String> values = new LinkedHashMap<>();
    String beside = "; fields: " + Bounds.names(fields.keySet());
    for (Map.Entry<String, JsonNode> one : named.entrySet()) {
      Field field = fields.get(one.getKey());
      if (field == null) {
        validationErrors.add(path(one), "the tracker has no such field" + beside);
        beside = "";
      } else {
        parse(parser, field, one, values, validationErrors);
      }
    }
    return values;
  }

  private static void parse(
      ValueParser parser,
      Field field,
      Map.Entry<String, JsonNode> said,
      Map<Field, String> values,
      ValidationErrors validationErrors) {
    try {
      values.put(field, parser.parse(field, said.getValue()));
    } catch (IllegalArgumentException refused) {
      validationErrors.add(path(said), refused.getMessage());
    }
  }

  private static String path(Map.Entry<String, JsonNode> said) {
    return "values." + said.getKey();
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
