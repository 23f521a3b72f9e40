package carillon.job;

/**
 * The job that runs is no longer this node's: the node was silent for too long and another has it.
 * The run should end; whatever it reports does not count.
 */
public final class JobOwnershipLostException extends Exception {
  private static final long serialVersionUID = 1L;

  public JobOwnershipLostException(JobId id) {
    super("Job " + id + " was given to another node");
  }
}
