package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.engine.JobQueue;
import carillon.tracker.BulkChangeEnded;
import carillon.tracker.ChangesetRecorded;
import carillon.tracker.NotificationStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides inline or queued, and writes the task rows in the changeset's transaction: either both
 * are there or neither. What is told together is folded into one row. The only place that knows
 * {@code sys_async_emails}.
 */
@ApplicationScoped
class TaskRecorder {
  /** A task row was written, in a transaction that has yet to commit. */
  record TaskRecorded(long taskId, DispatchMode mode) {}

  @Inject Settings settings;
  @Inject JobQueue queue;
  @Inject TaskHandlers taskHandlers;
  @Inject TaskTable tasks;
  @Inject CoalescingTable folds;
  @Inject NotificationStatus receipt;
  @Inject Event<TaskRecorded> recorded;

  void record(@Observes ChangesetRecorded changeset) {
    for (TaskHandler runner : taskHandlers.all()) {
      DispatchMode mode = mode(runner, changeset.projectId());
      List<String> subjects = runner.tasksFor(changeset);
      if (!subjects.isEmpty()) {
        runner.prepare(changeset);
      }
      for (String subject : subjects) {
        write(runner, subject, mode, changeset);
        if (runner.inlineAllowed()) {
          receipt.notification(mode.name().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  /** Nothing more is folded into the tasks of a bulk change that has ended. */
  @Transactional
  void ended(@Observes BulkChangeEnded bulk) {
    folds.release(CoalescingWindow.ofBulk(bulk.bulk()).key()).forEach(recorded::fire);
  }

  private void write(
      TaskHandler runner, String subject, DispatchMode mode, ChangesetRecorded changeset) {
    Optional<CoalescingWindow> coalescingWindow = runner.coalescingWindow(changeset, mode);
    Optional<Long> folded =
        coalescingWindow.flatMap(how -> folds.fold(how, runner.kind(), subject, mode, changeset));
    long id = folded.orElseGet(() -> tasks.insert(runner.kind(), subject, mode, changeset));
    Optional<CoalescingWindow> waiting = coalescingWindow.filter(how -> !how.atOnce());
    if (waiting.isEmpty()) {
      recorded.fire(new TaskRecorded(id, mode));
    } else if (folded.isEmpty()) {
      folds.gather(id, waiting.get());
    }
  }

  private DispatchMode mode(TaskHandler runner, long projectId) {
    if (!runner.inlineAllowed()) {
      return DispatchMode.QUEUED;
    }
    boolean queued =
        queue.configured() && settings.get(SettingsTable.ASYNC_EMAILS).queues(projectId);
    return queued ? DispatchMode.QUEUED : DispatchMode.INLINE;
  }
}
