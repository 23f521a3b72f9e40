package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import carillon.dispatch.TaskRecorder.TaskRecorded;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Folds changesets into tasks that wait, in the changeset's transaction and under the task's row
 * lock: whoever claims the task meanwhile waits for the commit and finds the changeset in it, and a
 * task that was claimed before is not folded into any more. So none is lost or told twice.
 */
@ApplicationScoped
class CoalescingTable {
  private static final String IN =
      "current_timestamp + cast(:%s as bigint) * interval '0.001' second";
  private static final String GATHERING =
      """
      select id, changeset_id, mode from task
      where fold_key = :key and state = 'waiting' and started_at is null
      """;
  private static final String OF_THIS_SORT =
      """
        and kind = :kind and subject = :subject and mode = :mode and send_notifications = :send
      order by id fetch first 1 rows only
      """;
  private static final String FOR_UPDATE = " for update";
  private static final String MEMBER =
      "insert into folded_changeset (changeset_id, task_id) values (:changeset, :task)";
  private static final String FOLD =
      """
      update task set changeset_id = :changeset, artifact_id = :artifact, job_id = null,
        due_at = least(fold_until, %1$s), next_at = least(fold_until, %1$s)
      where id = :task
      """
          .formatted(IN.formatted("idle"));
  private static final String GATHER =
      """
      update task set fold_key = :key, fold_until = %1$s, due_at = %2$s, next_at = %2$s
      where id = :task
      """
          .formatted(IN.formatted("most"), IN.formatted("idle"));
  private static final String RELEASE =
      "update task set due_at = current_timestamp, next_at = %s where id = :task"
          .formatted(IN.formatted("handover"));

  @Inject Jdbi jdbi;

  private record Gathering(long taskId, long changesetId, DispatchMode mode) {}

  /** The task that tells this changeset too, if one gathers for it; it is due as it says. */
  @Transactional(MANDATORY)
  public Optional<Long> fold(
      CoalescingWindow coalescingWindow,
      String kind,
      String subject,
      DispatchMode mode,
      ChangesetRecorded changeset) {
    return jdbi.withHandle(
        handle -> {
          Optional<Gathering> found =
              handle
                  .createQuery(GATHERING + OF_THIS_SORT + FOR_UPDATE)
                  .bind("key", coalescingWindow.key())
                  .bind("kind", kind)
                  .bind("subject", subject)
                  .bind("mode", mode.name().toLowerCase(Locale.ROOT))
                  .bind("send", changeset.sendNotifications())
                  .map((row, context) -> gathering(row))
                  .findOne();
          found.ifPresent(task -> fold(handle, task, coalescingWindow, changeset));
          return found.map(Gathering::taskId);
        });
  }

  /** Makes a task, which was just inserted, wait and gather. */
  @Transactional(MANDATORY)
  public void gather(long taskId, CoalescingWindow coalescingWindow) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(GATHER)
                .bind("task", taskId)
                .bind("key", coalescingWindow.key())
                .bind("idle", coalescingWindow.idle().toMillis())
                .bind("most", coalescingWindow.most().toMillis())
                .execute());
  }

  /** Makes the tasks that gather under a key due at once, left to the caller for a moment. */
  @Transactional(MANDATORY)
  public List<TaskRecorded> release(String key) {
    return jdbi.withHandle(
        handle -> {
          List<Gathering> found =
              handle
                  .createQuery(GATHERING + " order by id" + FOR_UPDATE)
                  .bind("key", key)
                  .map((row, context) -> gathering(row))
                  .list();
          found.forEach(task -> due(handle, task.taskId()));
          return found.stream().map(task -> new TaskRecorded(task.taskId(), task.mode())).toList();
        });
  }

  private static void fold(
      Handle handle,
      Gathering task,
      CoalescingWindow coalescingWindow,
      ChangesetRecorded changeset) {
    handle
        .createUpdate(MEMBER)
        .bindMap(Map.of("changeset", task.changesetId(), "task", task.taskId()))
        .execute();
    handle
        .createUpdate(FOLD)
        .bind("task", task.taskId())
        .bind("changeset", changeset.changesetId())
        .bind("artifact", changeset.artifactId())
        .bind("idle", coalescingWindow.idle().toMillis())
        .execute();
    if (coalescingWindow.atOnce()) {
      due(handle, task.taskId());
    }
  }

  private static void due(Handle handle, long taskId) {
    handle
        .createUpdate(RELEASE)
        .bind("task", taskId)
        .bind("handover", TaskTable.HANDOVER.toMillis())
        .execute();
  }

  private static Gathering gathering(ResultSet row) throws SQLException {
    return new Gathering(
        row.getLong("id"),
        row.getLong("changeset_id"),
        DispatchMode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)));
  }
}
