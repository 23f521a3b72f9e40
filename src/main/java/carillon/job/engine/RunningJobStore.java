package carillon.job.engine;

import carillon.job.JobId;
import carillon.job.JobOwnershipLostException;
import carillon.job.Progress;
import carillon.job.QueueUnavailableException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What is noted about running jobs while they run. Thread-safe. */
public interface RunningJobStore {

  /**
   * What an earlier run of the job wrote down to go on from, if anything.
   *
   * @throws QueueUnavailableException when Redis does not answer
   */
  Optional<String> checkpoint(Job job);

  /**
   * Replaces the checkpoint.
   *
   * @throws JobOwnershipLostException when the job was given to another node meanwhile
   * @throws QueueUnavailableException when Redis does not answer
   */
  void saveCheckpoint(Job job, String state) throws JobOwnershipLostException;

  /**
   * Replaces what is told of its progress.
   *
   * @throws JobOwnershipLostException when the job was given to another node meanwhile
   * @throws QueueUnavailableException when Redis does not answer
   */
  void saveProgress(Job job, Progress progress) throws JobOwnershipLostException;

  /**
   * Those of the given jobs that somebody asked to end.
   *
   * @throws QueueUnavailableException when Redis does not answer
   */
  Set<JobId> cancelled(Collection<JobId> running);
}
