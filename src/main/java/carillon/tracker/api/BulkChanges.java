package carillon.tracker.api;

import carillon.http.ProblemResponses;
import carillon.problem.FieldError;
import carillon.problem.Problem;
import carillon.tracker.BulkChangeEnded;
import carillon.tracker.ChangeRequest;
import carillon.tracker.ChangesetRecorder;
import carillon.tracker.RecordedChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies one change to many artifacts, each in a transaction of its own. */
@ApplicationScoped
class BulkChanges {
  private static final Logger LOG = LoggerFactory.getLogger(BulkChanges.class);

  /** What is wrong with a change is mostly wrong for each of its artifacts. */
  private static final int MOST_WITH_ERRORS = 10;

  @Inject ChangesetRecorder recorder;
  @Inject Event<BulkChangeEnded> ended;

  /**
   * What became of each artifact.
   *
   * @throws ProblemException with status 404 when there is no such tracker
   */
  BulkResponse apply(long trackerId, BulkChange wanted) {
    recorder.requireTracker(trackerId);
    BulkResponse answer = new BulkResponse(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    ChangeRequest changeRequest = wanted.change();
    String bulk = UUID.randomUUID().toString();
    wanted.artifactIds().stream()
        .distinct()
        .forEach(id -> apply(trackerId, id, changeRequest, bulk, answer));
    release(bulk);
    return answer;
  }

  /** All is committed by now: whatever fails here only delays the mails, and is nobody's error. */
  private void release(String bulk) {
    try {
      ended.fire(new BulkChangeEnded(bulk));
    } catch (RuntimeException trouble) {
      LOG.warn("Notifications of a bulk change are delayed: releasing them failed", trouble);
    }
  }

  private void apply(
      long trackerId,
      long artifactId,
      ChangeRequest changeRequest,
      String bulk,
      BulkResponse answer) {
    try {
      RecordedChange saved = recorder.updateIn(trackerId, artifactId, changeRequest, bulk);
      if (saved.changed()) {
        answer.changed().add(new BulkResponse.Changed(artifactId, saved.changesetId()));
      } else {
        answer.unchanged().add(artifactId);
      }
    } catch (RuntimeException refused) {
      // One artifact's failure is its own; the answer names it.
      Problem why = ProblemResponses.problem(refused);
      List<FieldError> errors =
          answer.failed().size() < MOST_WITH_ERRORS ? why.errors() : List.of();
      answer.failed().add(new BulkResponse.Failed(artifactId, why.status(), why.detail(), errors));
    }
  }
}
