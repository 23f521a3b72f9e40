package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Has a task run again because something of it is to be done anew, also when it has ended. */
@ApplicationScoped
public class TaskReopening {
  private static final String WAKE =
      """
      update task set state = 'waiting', ended_at = null, owner = null, lease_until = null,
        due_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second,
        next_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second
      where id = :id and (state <> 'running' or lease_until < current_timestamp)
      """;

  private static final String WAKE_AT_END =
      """
      update task set due_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second
      where id = :id and state = 'running'
      """;

  private final Jdbi jdbi;

  @Inject
  public TaskReopening(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  protected TaskReopening() {
    this(null);
  }

  /**
   * Makes the task due after {@code delay}, in the caller's transaction, which holds its row from
   * then on.
   *
   * @return false when a run has it now: that run does not end it, unless the delay is over by then
   */
  @Transactional(MANDATORY)
  public boolean wake(long taskId, Duration delay) {
    return jdbi.withHandle(
        handle -> {
          handle.execute("select id from task where id = ? for update", taskId);
          boolean woken = update(handle, WAKE, taskId, delay);
          if (!woken) {
            update(handle, WAKE_AT_END, taskId, delay);
          }
          return woken;
        });
  }

  private static boolean update(Handle handle, String sql, long taskId, Duration delay) {
    return handle.createUpdate(sql).bind("id", taskId).bind("delay", delay.toMillis()).execute()
        > 0;
  }
}
