package carillon.admin;

import carillon.job.JobFilter;
import carillon.job.QueueControl.DeadLetterAction;
import carillon.job.QueueName;
import java.util.List;
import java.util.Objects;

/** What is to be done with which dead letters: the payload of a job. */
public record DeadLettersOrder(DeadLetterAction action, JobFilter filter, List<QueueName> queues) {
  public DeadLettersOrder {
    Objects.requireNonNull(action);
    Objects.requireNonNull(filter);
    queues = List.copyOf(queues);
  }
}
