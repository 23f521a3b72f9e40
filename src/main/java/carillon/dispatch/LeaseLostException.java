package carillon.dispatch;

/** Another run has taken the task: this one must not write anything more about it. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(long taskId, long epoch) {
    super("Task " + taskId + " is no longer held at epoch " + epoch);
  }
}
