package carillon.job;

import java.time.Instant;
import java.util.Optional;

/**
 * What a running job may know about its run and say of it. Used by the thread that runs the job;
 * {@link #cancelled()} by any.
 */
public interface JobContext {
  JobId id();

  /** 1 for the first run. */
  int attempt();

  /** The project the job belongs to, 0 for none. */
  long projectId();

  /** When the time-out interrupts the run. */
  Instant deadline();

  /**
   * Whether somebody asked the job to end, at most a second ago. A handler that throws then, by
   * {@link #endIfCancelled()} or otherwise, leaves the job cancelled; one that returns, done.
   */
  boolean cancelled();

  /**
   * @throws JobCancelledException when the job is {@link #cancelled()}
   */
  default void endIfCancelled() throws JobCancelledException {
    if (cancelled()) {
      throw new JobCancelledException();
    }
  }

  /** What the last run that wrote a checkpoint has left, if one did. */
  Optional<String> checkpoint();

  /**
   * Remembers where the next run is to go on if this one does not come to its end.
   *
   * @throws JobOwnershipLostException when another node has the job now
   */
  void checkpoint(String state) throws JobOwnershipLostException;

  /**
   * Tells how far the job is, to whoever looks it up.
   *
   * @throws JobOwnershipLostException when another node has the job now
   */
  void progress(Progress progress) throws JobOwnershipLostException;

  /**
   * Has something closed, by another thread, when the time is over or the job is cancelled: a
   * connection whose reads no interrupt would end.
   */
  void closeWhenLate(AutoCloseable resource);
}
