package carillon.admin;

import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.QueueControl;
import carillon.job.engine.QueueControl.DeadLetterAction;
import carillon.job.engine.QueueControl.DeadLetterStep;
import java.time.Duration;
import java.util.List;

/** Goes through dead letters in short steps and adds up what became of them. Used by one thread. */
final class DeadLetterSweep {
  private final QueueControl control;
  private final JobFilter filter;
  private final DeadLetterAction action;
  private long matched;
  private long refused;
  private long scanned;

  DeadLetterSweep(QueueControl control, JobFilter filter, DeadLetterAction action) {
    this.control = control;
    this.filter = filter;
    this.action = action;
  }

  /**
   * @param position where the last step ended, empty for the first
   * @return where this one ended, empty at the end of the queue
   */
  String step(QueueName queue, String position) {
    DeadLetterStep step = control.deadLetters(queue, action, filter, position);
    matched += step.matched();
    refused += step.refused();
    scanned += step.seen();
    return step.next();
  }

  /**
   * @param longest after this it ends even when there are more
   */
  DeadLettersDone all(List<QueueName> queues, Duration longest) {
    long from = System.nanoTime();
    for (QueueName queue : queues) {
      String position = "";
      do {
        if (System.nanoTime() - from > longest.toNanos()) {
          return done(false);
        }
        position = step(queue, position);
      } while (!position.isEmpty());
    }
    return done(true);
  }

  long scanned() {
    return scanned;
  }

  long done() {
    return action == DeadLetterAction.COUNT ? 0 : matched - refused;
  }

  /** For those who wait for it. */
  String told() {
    return done()
        + " done"
        + (refused == 0 ? "" : ", " + refused + " refused: another job has their uniqueKey");
  }

  private DeadLettersDone done(boolean complete) {
    return new DeadLettersDone(matched, done(), refused, scanned, complete);
  }

  /**
   * What became of dead letters.
   *
   * @param matched how many the filter names
   * @param done how many were replayed or deleted; 0 in a dry run
   * @param refused how many were not replayed, because another job that waits or runs has their
   *     uniqueKey
   * @param scanned how many dead letters were looked at
   * @param complete whether these were all; a dry run ends after some seconds
   */
  public record DeadLettersDone(
      long matched, long done, long refused, long scanned, boolean complete) {}
}
