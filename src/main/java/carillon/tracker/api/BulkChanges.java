package carillon.tracker.api;

import carillon.http.Problem;
import carillon.http.ProblemAnswer;
import carillon.tracker.BulkChangeEnded;
import carillon.tracker.Change;
import carillon.tracker.ChangesetRecorder;
import carillon.tracker.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies one change to many artifacts, each in a transaction of its own. */
@ApplicationScoped
class BulkChanges {
  private static final Logger LOG = LoggerFactory.getLogger(BulkChanges.class);

  @Inject ChangesetRecorder recorder;
  @Inject Event<BulkChangeEnded> ended;

  /**
   * What became of each artifact.
   *
   * @throws ProblemException with status 404 when there is no such tracker
   */
  BulkAnswer apply(long trackerId, BulkChange wanted) {
    recorder.requireTracker(trackerId);
    BulkAnswer answer = new BulkAnswer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Change change = wanted.change();
    String bulk = UUID.randomUUID().toString();
    wanted.artifactIds().stream()
        .distinct()
        .forEach(id -> apply(trackerId, id, change, bulk, answer));
    release(bulk);
    return answer;
  }

  /** All is committed by now: whatever fails here only delays the mails, and is nobody's error. */
  private void release(String bulk) {
    try {
      ended.fire(new BulkChangeEnded(bulk));
    } catch (RuntimeException trouble) {
      LOG.warn("The mails of a bulk change come later", trouble);
    }
  }

  private void apply(
      long trackerId, long artifactId, Change change, String bulk, BulkAnswer answer) {
    try {
      Recorded saved = recorder.updateIn(trackerId, artifactId, change, bulk);
      if (saved.changed()) {
        answer.changed().add(new BulkAnswer.Changed(artifactId, saved.changesetId()));
      } else {
        answer.unchanged().add(artifactId);
      }
    } catch (RuntimeException refused) {
      // One artifact's failure is its own; the answer names it.
      Problem why = ProblemAnswer.problem(refused);
      answer
          .failed()
          .add(new BulkAnswer.Failed(artifactId, why.status(), why.detail(), why.errors()));
    }
  }
}
