package carillon.admin;

import carillon.job.JobFilter;
import carillon.job.QueueControl;
import carillon.job.QueueControl.DeadLetterAction;
import carillon.job.QueueControl.DeadLetterStep;
import carillon.job.QueueName;
import java.util.List;

/** Goes through dead letters in short steps. */
final class DeadLetterRound {
  private final QueueControl control;
  private final JobFilter filter;

  DeadLetterRound(QueueControl control, JobFilter filter) {
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
