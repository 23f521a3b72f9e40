package carillon.notification.delivery;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.config.UnknownPolicy;
import carillon.dispatch.Task;
import carillon.dispatch.TaskLock;
import carillon.notification.recipients.Reason;
import carillon.notification.recipients.RecipientId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The delivery rows as a run finds and leaves them. Each write is one transaction that begins by
 * locking the task's row under this run's epoch: a run that has lost its task writes nothing more.
 */
@ApplicationScoped
public class DeliveryTable {
  private static final String DUE =
      """
      select id, recipient, user_id, address, reason, permissions_checked, message_id, attempts,
        created_at
      from delivery
      where task_id = :task
        and (state = 'pending' or (state = 'deferred' and next_at <= current_timestamp))
      order by id fetch first :limit rows only
      """;
  private static final String SKIP =
      """
      update delivery set state = 'skipped', reason = :reason, next_at = null,
        updated_at = current_timestamp
      where task_id = :task and state in ('pending', 'sending', 'deferred')
      """;
  private static final String REST =
      """
      select count(d.id) as recipients,
        count(case when d.state in ('pending', 'sending') then 1 end) as pending,
        min(case when d.state = 'deferred' then d.next_at end) as next_at,
        min(t.started_at) as started_at, current_timestamp as present
      from task t left join delivery d on d.task_id = t.id where t.id = :task
      """;
  private static final String ORPHANS =
      """
      update delivery set state = :state,
        next_at = case when :state = 'deferred' then current_timestamp end,
        smtp_reply = 'unknown: the server died before the relay''s reply was written down',
        updated_at = current_timestamp
      where task_id = :task and state = 'sending'
      """;

  private final Jdbi jdbi;

  @Inject
  public DeliveryTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DeliveryTable() {
    this(null);
  }

  /**
   * Deliveries that a dead run left in the middle of a conversation: nobody knows what became of
   * them. {@code RETRY} makes them due at once, under the same Message-ID.
   */
  @Transactional(REQUIRES_NEW)
  public void adoptOrphans(Task task, UnknownPolicy policy) {
    String state = policy == UnknownPolicy.RETRY ? "deferred" : "unknown";
    jdbi.useHandle(
        handle -> {
          TaskLock.of(handle, task);
          handle.createUpdate(ORPHANS).bind("state", state).bind("task", task.id()).execute();
        });
  }

  /** Skips all that is not sent yet. */
  @Transactional(REQUIRES_NEW)
  public void skipRest(Task task, String reason) {
    jdbi.useHandle(
        handle -> {
          TaskLock.of(handle, task);
          handle.createUpdate(SKIP).bind("reason", reason).bind("task", task.id()).execute();
        });
  }

  /** What is to be sent now, at most {@code limit}. */
  @Transactional(REQUIRES_NEW)
  public List<Delivery> due(Task task, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DUE)
                .bind("task", task.id())
                .bind("limit", limit)
                .map((row, context) -> delivery(row))
                .list());
  }

  /**
   * What is left of a task, on the database's clock.
   *
   * @param toNext until the first deferred one is due, empty when none is deferred
   * @param ran since the task's first run began
   */
  public record Rest(long recipients, long pending, Optional<Duration> toNext, Duration ran) {}

  @Transactional(REQUIRES_NEW)
  public Rest rest(Task task) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(REST)
                .bind("task", task.id())
                .map((row, context) -> rest(row))
                .one());
  }

  private static Rest rest(ResultSet row) throws SQLException {
    Instant present = row.getObject("present", OffsetDateTime.class).toInstant();
    OffsetDateTime started = row.getObject("started_at", OffsetDateTime.class);
    return new Rest(
        row.getLong("recipients"),
        row.getLong("pending"),
        Optional.ofNullable(row.getObject("next_at", OffsetDateTime.class))
            .map(next -> Duration.between(present, next.toInstant())),
        Duration.between(started.toInstant(), present));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        new RecipientId(row.getString("recipient")),
        row.getObject("user_id", Long.class),
        row.getString("address"),
        Reason.of(row.getString("reason")),
        row.getBoolean("permissions_checked"),
        row.getString("message_id"),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
