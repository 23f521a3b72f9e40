package carillon.admin;

import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.QueueControl;
import carillon.job.engine.QueueControl.DeadLetterAction;
import carillon.job.engine.QueueControl.DeadLetterStep;
import java.util.List;

/** Goes through dead letters in short steps. */
final class DeadLetterSweep {
  private final QueueControl control;
  private final JobFilter filter;

  DeadLetterSweep(QueueControl control, JobFilter filter) {
    this.control = control;
    this.filter = filter;
  }

  /** How many were meant. */
  long all(List<QueueName> queues, DeadLetterAction action) {
    long matched = 0;
    for (QueueName queue : queues) {
      String position = "";
      do {
        DeadLetterStep step = control.deadLetters(queue, action, filter, position);
        matched += step.matched();
        position = step.next();
      } while (!position.isEmpty());
    }
    return matched;
  }
}
