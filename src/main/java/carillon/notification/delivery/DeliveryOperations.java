package carillon.notification.delivery;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.TaskReopening;
import carillon.mail.PolicyRefusalDetected;
import carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes what became of deliveries after the event: a person decides, or it turned out that the
 * relay was at fault. Each locks the task's row first, as runs do.
 */
@ApplicationScoped
public class DeliveryOperations {
  private static final String RESEND =
      """
      update delivery set state = 'pending', next_at = null, updated_at = current_timestamp
      where id = :id and state in ('unknown', 'failed', 'deferred', 'suppressed')
      """;
  private static final String DROP =
      """
      update delivery set state = 'skipped', reason = 'dropped', next_at = null,
        updated_at = current_timestamp
      where id = :id and state in ('unknown', 'pending', 'deferred')
      """;

  /** Of one whose refusal is not written yet only the time: see {@link DeliveryUpdateTable}. */
  private static final String TAKE_BACK =
      """
      update delivery set state = case when state = 'failed' then 'deferred' else state end,
        attempts = case when state = 'failed' then attempts - 1 else attempts end,
        next_at = current_timestamp + cast(:delay as bigint) * interval '0.001' second,
        updated_at = current_timestamp
      where task_id = :task and state in ('failed', 'sending') and message_id in (<messages>)
      """;

  private final Jdbi jdbi;
  private final TaskReopening tasks;
  private final Settings settings;

  @Inject
  public DeliveryOperations(Jdbi jdbi, TaskReopening tasks, Settings settings) {
    this.jdbi = jdbi;
    this.tasks = tasks;
    this.settings = settings;
  }

  /** For the container's proxy. */
  DeliveryOperations() {
    this(null, null, null);
  }

  /**
   * Sends it again, under the same Message-ID.
   *
   * @throws ProblemException with status 404, or 409 when its state does not allow it
   */
  @Transactional
  public void resend(long id) {
    change(id, RESEND);
  }

  /**
   * Gives it up.
   *
   * @throws ProblemException with status 404, or 409 when its state does not allow it
   */
  @Transactional
  public void drop(long id) {
    change(id, DROP);
  }

  private void change(long id, String sql) {
    jdbi.useHandle(
        handle -> {
          long task =
              task(handle, id).orElseThrow(() -> ProblemException.notFound("Delivery " + id));
          if (!tasks.wake(task, Duration.ZERO)) {
            throw ProblemException.conflict("Its notification is being sent; retry later");
          }
          if (handle.createUpdate(sql).bind("id", id).execute() == 0) {
            throw ProblemException.conflict("The state of the delivery does not allow this");
          }
        });
  }

  private static Optional<Long> task(Handle handle, long id) {
    return handle
        .createQuery("select task_id from delivery where id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne();
  }

  /** They did not fail after all: they wait, as others do, until the relay works again. */
  @Transactional(REQUIRES_NEW)
  public void takeBack(@Observes PolicyRefusalDetected refused) {
    Duration rest = settings.get(SettingsTable.MAIL_BREAKER_DELAY);
    jdbi.useHandle(
        handle -> {
          for (long task : tasks(handle, refused.messageIds())) {
            // A task that runs finds them when it ends; the caller's own is one of those.
            tasks.wake(task, rest);
            handle
                .createUpdate(TAKE_BACK)
                .bind("task", task)
                .bind("delay", rest.toMillis())
                .bindList("messages", refused.messageIds())
                .execute();
          }
        });
  }

  private static List<Long> tasks(Handle handle, List<String> messageIds) {
    return handle
        .createQuery(
            "select distinct task_id from delivery where state in ('failed', 'sending')"
                + " and message_id in (<messages>) order by task_id")
        .bindList("messages", messageIds)
        .mapTo(Long.class)
        .list();
  }
}
