package carillon.notification.delivery;

import carillon.dispatch.LeaseLostException;
import carillon.dispatch.Task;
import org.jdbi.v3.core.Handle;

/** Locks a task's row for the rest of the transaction, if the task is still this run's. */
final class TaskLock {
  static final String SQL =
      "update task set progress_at = current_timestamp where id = :id and epoch = :epoch and state ="
          + " 'running'";

  private TaskLock() {}

  /**
   * @throws LeaseLostException when another run has it
   */
  static void of(Handle handle, Task task) {
    int held = handle.createUpdate(SQL).bind("id", task.id()).bind("epoch", task.epoch()).execute();
    if (held == 0) {
      throw new LeaseLostException(task.id(), task.epoch());
    }
  }
}
