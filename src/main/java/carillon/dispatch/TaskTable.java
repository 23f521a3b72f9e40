package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.text.Printable;
import carillon.trace.Trace;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The task rows. Every transition is one statement that compares and sets, on the database's clock,
 * in a transaction of its own, so that two nodes, an inline run and the relay never both win.
 */
@ApplicationScoped
public class TaskTable {
  /**
   * A run that has not renewed for this long is taken for dead: within 15 s another has its task.
   */
  static final Duration LEASE = Duration.ofSeconds(12);

  /** How long the relay leaves a task to whoever was just given it. */
  static final Duration HANDOVER = Duration.ofSeconds(3);

  private static final String IN = " + cast(:%s as integer) * interval '1' second";
  private static final String AFTER_LEASE = "current_timestamp" + IN.formatted("lease");
  private static final String AFTER_HANDOVER = "current_timestamp" + IN.formatted("handover");
  private static final String HELD = " where id = :id and epoch = :epoch and state = 'running'";

  @Inject Jdbi jdbi;

  /** Writes a task in the changeset's transaction, due at once, left to the caller for a moment. */
  @Transactional(MANDATORY)
  public long insert(String kind, String subject, DispatchMode mode, ChangesetRecorded changeset) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into task (kind, subject, changeset_id, artifact_id, tracker_id,"
                        + " project_id, send_notifications, mode, state, created_at, due_at,"
                        + " next_at, epoch, failures, traceparent) values (:kind, :subject,"
                        + " :changesetId, :artifactId, :trackerId, :projectId, :sendNotifications, :mode,"
                        + " 'waiting', current_timestamp, current_timestamp, "
                        + AFTER_HANDOVER
                        + ", 0, 0, nullif(:trace, ''))")
                .bindMethods(changeset)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("mode", mode.name().toLowerCase(Locale.ROOT))
                .bind("handover", HANDOVER.toSeconds())
                .bind("trace", Trace.present())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /**
   * Takes a task for a run, if it is due and nobody's; the run owns it under the returned epoch.
   */
  @Transactional(REQUIRES_NEW)
  public Optional<Task> claim(long id, String owner) {
    return jdbi.withHandle(
        handle -> {
          int claimed =
              handle
                  .createUpdate(
                      "update task set state = 'running', epoch = epoch + 1, owner = :owner,"
                          + " started_at = coalesce(started_at, current_timestamp), progress_at ="
                          + " current_timestamp, lease_until = "
                          + AFTER_LEASE
                          + ", next_at = "
                          + AFTER_LEASE
                          + " where id = :id and ((state = 'waiting' and due_at <="
                          + " current_timestamp) or (state = 'running' and lease_until <"
                          + " current_timestamp))")
                  .bind("id", id)
                  .bind("owner", owner)
                  .bind("lease", LEASE.toSeconds())
                  .execute();
          return claimed == 0 ? Optional.empty() : Optional.of(read(handle, id));
        });
  }

  /** Renews the leases of running tasks, by id and epoch. */
  @Transactional(REQUIRES_NEW)
  public void renew(Map<Long, Long> epochs) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "update task set lease_until = "
                      + AFTER_LEASE
                      + ", next_at = "
                      + AFTER_LEASE
                      + HELD);
          epochs.forEach(
              (id, epoch) ->
                  batch.bind("id", id).bind("epoch", epoch).bind("lease", LEASE.toSeconds()).add());
          batch.execute();
        });
  }

  /**
   * Ends the task; one that was woken while it ran (what runs was due when it was claimed) waits
   * again instead, because the run may have looked for work just before.
   *
   * @throws LeaseLostException when the task is no longer this run's
   */
  @Transactional(REQUIRES_NEW)
  public void end(Task task) {
    ended(task);
  }

  private void ended(Task task) {
    transition(
        task,
        "update task set"
            + " state = case when due_at > current_timestamp then 'waiting' else 'ended' end,"
            + " ended_at = case when due_at > current_timestamp then null"
            + " else current_timestamp end,"
            + " next_at = case when due_at > current_timestamp then due_at end,"
            + " owner = null, lease_until = null, last_error = null"
            + HELD,
        Map.of());
  }

  /**
   * Makes a run's task wait again, due after {@code delay}.
   *
   * @throws LeaseLostException when the task is no longer this run's
   */
  @Transactional(REQUIRES_NEW)
  public void again(Task task, Duration delay) {
    wait(task, delay);
  }

  /**
   * Does some work and writes what the run came to, both or neither.
   *
   * @throws LeaseLostException when the task is no longer this run's
   */
  @Transactional(REQUIRES_NEW)
  public void together(Runnable work, Task task, TaskOutcome outcome) {
    work.run();
    if (outcome instanceof TaskOutcome.Reschedule reschedule) {
      wait(task, reschedule.delay());
    } else {
      ended(task);
    }
  }

  /**
   * Makes a failed run's task wait again, due after {@code delay}; nothing gives it up.
   *
   * @throws LeaseLostException when the task is no longer this run's
   */
  @Transactional(REQUIRES_NEW)
  public void failed(Task task, Duration delay, String error) {
    transition(
        task,
        waiting("failures = failures + 1, last_error = :error"),
        Map.of(
            "delay",
            delay.toMillis(),
            "error",
            Printable.text(error, 2000),
            "handover",
            handover(delay)));
  }

  /** How often in a row the runs of this task have failed. */
  @Transactional(REQUIRES_NEW)
  public int failures(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select failures from task where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
  }

  /** The task of this kind that a changeset gave. */
  @Transactional(REQUIRES_NEW)
  public Optional<Long> idOf(String kind, long changesetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id from task where changeset_id = :changeset and kind = :kind and"
                        + " subject = ''")
                .bind("changeset", changesetId)
                .bind("kind", kind)
                .mapTo(Long.class)
                .findOne());
  }

  private void wait(Task task, Duration delay) {
    transition(
        task,
        waiting("failures = 0, last_error = null"),
        Map.of("delay", delay.toMillis(), "handover", handover(delay)));
  }

  /** A task due at once is pushed by the run that yields; the relay is only its second. */
  private static long handover(Duration delay) {
    return delay.isZero() ? HANDOVER.toMillis() : delay.toMillis();
  }

  private static String waiting(String also) {
    String after = "current_timestamp + cast(:%s as bigint) * interval '0.001' second";
    return "update task set state = 'waiting', owner = null, lease_until = null, job_id = null,"
        + " due_at = "
        + after.formatted("delay")
        + ", next_at = "
        + after.formatted("handover")
        + ", "
        + also
        + HELD;
  }

  private void transition(Task task, String sql, Map<String, ?> values) {
    int changed =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(sql)
                    .bind("id", task.id())
                    .bind("epoch", task.epoch())
                    .bindMap(values)
                    .execute());
    if (changed == 0) {
      throw new LeaseLostException(task.id(), task.epoch());
    }
  }

  private static Task read(Handle handle, long id) {
    return handle
        .createQuery("select * from task where id = :id")
        .bind("id", id)
        .map(TaskTable::task)
        .one();
  }

  private static Task task(ResultSet row, StatementContext context) throws SQLException {
    return new Task(
        row.getLong("id"),
        row.getString("kind"),
        row.getLong("changeset_id"),
        row.getLong("artifact_id"),
        row.getLong("project_id"),
        row.getString("subject"),
        row.getBoolean("send_notifications"),
        DispatchMode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
        row.getLong("epoch"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Objects.requireNonNullElse(row.getString("traceparent"), ""));
  }
}
