package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What those who operate the queues see and do. Thread-safe. Every call throws {@link
 * QueueUnavailableException} when Redis does not answer.
 */
public interface QueueControl {

  /** No worker of any node takes a job of it any more, a second later at most. */
  void pause(QueueName queue);

  void resume(QueueName queue);

  /**
   * Cancels a job: one that waits is gone at once, one that runs is asked to end.
   *
   * @return the state it had, empty when there is no such job
   */
  Optional<JobState> cancel(JobId id);

  /**
   * Jobs of a queue in one state, in the order in which they are listed.
   *
   * @param state READY, RUNNING, SCHEDULED or DEAD; DONE for all ended ones that are kept
   * @param position where the last page ended, empty for the first
   * @param limit how many at most
   */
  JobPage list(QueueName queue, JobState state, JobFilter filter, String position, int limit);

  /** What time it is where the times of jobs come from. */
  Instant now();

  /**
   * Looks at some dead letters and does something with those that the filter names.
   *
   * @param position where the last step ended, empty for the first
   */
  DeadLetterStep deadLetters(
      QueueName queue, DeadLetterAction action, JobFilter filter, String position);

  /** What to do with dead letters. */
  enum DeadLetterAction {
    COUNT,
    REPLAY,
    DELETE
  }

  /**
   * A part of a list.
   *
   * @param next where it ended, empty when there is no more
   * @param seen how many jobs were looked at for it
   */
  record JobPage(List<JobView> jobs, String next, int seen) {}

  /**
   * @param next where it ended, empty when there is no more
   * @param matched how many were meant
   * @param refused how many of them were not replayed, because another job that waits or runs has
   *     their unique key
   * @param seen how many were looked at
   */
  record DeadLetterStep(String next, int matched, int refused, int seen) {}
}
