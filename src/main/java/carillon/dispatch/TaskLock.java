package carillon.dispatch;

import org.jdbi.v3.core.Handle;

/**
 * Locks a task's row for the rest of the transaction, if the task is still this run's: for handlers
 * that write rows of their own. Thread-safe.
 */
public final class TaskLock {
  /** Changes no row when another run has the task; binds {@code id} and {@code epoch}. */
  public static final String SQL =
      "update task set progress_at = current_timestamp where id = :id and epoch = :epoch and state ="
          + " 'running'";

  private TaskLock() {}

  /**
   * @throws LeaseLostException when another run has it
   */
  public static void of(Handle handle, Task task) {
    int held = handle.createUpdate(SQL).bind("id", task.id()).bind("epoch", task.epoch()).execute();
    if (held == 0) {
      throw new LeaseLostException(task.id(), task.epoch());
    }
  }
}
