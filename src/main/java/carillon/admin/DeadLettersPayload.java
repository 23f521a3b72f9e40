package carillon.admin;

import carillon.job.QueueName;
import carillon.job.engine.JobFilter;
import carillon.job.engine.QueueControl.DeadLetterAction;
import java.util.List;
import java.util.Objects;

/** What is to be done with which dead letters: the payload of a job. */
public record DeadLettersPayload(
    DeadLetterAction action, JobFilter filter, List<QueueName> queues) {
  public DeadLettersPayload {
    Objects.requireNonNull(action);
    Objects.requireNonNull(filter);
    queues = List.copyOf(queues);
  }
}
