package carillon.job.engine;

import carillon.job.QueueUnavailableException;
import java.util.List;

/**
 * What the nodes tell each other about their jobs, in sums, while somebody watches. For those who
 * look: it may be incomplete. Thread-safe.
 *
 * @see QueueUnavailableException what all of it throws when Redis cannot be reached
 */
public interface ClusterEvents {
  /** Whether somebody has asked for news within the last few seconds, on any node. */
  boolean wanted();

  /** Tells the others. */
  void tell(List<JobStateChange> moves);

  /** What the others have told since the last call; also asks them to go on telling. */
  List<JobStateChange> news();
}
