package carillon.job;

/** A handler ends because somebody asked its job to. */
public final class JobCancelledException extends Exception {
  private static final long serialVersionUID = 1L;

  public JobCancelledException() {
    super("The job was cancelled");
  }
}
