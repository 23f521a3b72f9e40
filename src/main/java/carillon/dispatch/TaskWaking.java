package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Has a task run again because something of it is to be done anew, also when it has ended. */
@ApplicationScoped
public class TaskWaking {
  private static final String WAKE =
      """
      update task set state = 'waiting', ended_at = null, owner = null, lease_until = null,
        due_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second,
        next_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second
      where id = :id and (state <> 'running' or lease_until < current_timestamp)
      """;

  private final Jdbi jdbi;

  @Inject
  public TaskWaking(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  protected TaskWaking() {
    this(null);
  }

  /**
   * Makes the task due after {@code delay}, in the caller's transaction, which holds its row from
   * then on.
   *
   * @return false when a run has it now: nothing is changed
   */
  @Transactional(MANDATORY)
  public boolean wake(long taskId, Duration delay) {
    return jdbi.withHandle(
        handle ->
            handle.createUpdate(WAKE).bind("id", taskId).bind("delay", delay.toMillis()).execute()
                > 0);
  }
}
