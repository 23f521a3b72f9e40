package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobQueue;
import carillon.tracker.BulkChangeEnded;
import carillon.tracker.ChangesetRecorded;
import carillon.tracker.SaveReceipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides inline or queued, and writes the task rows in the changeset's transaction: either both
 * are there or neither. What is told together is folded into one row. The only place that knows
 * {@code sys_async_emails}.
 */
@ApplicationScoped
class TaskRecorder {
  @Inject Settings settings;
  @Inject JobQueue queue;
  @Inject Runners runners;
  @Inject TaskTable tasks;
  @Inject FoldTable folds;
  @Inject SaveReceipt receipt;
  @Inject Event<TaskRecorded> recorded;

  void record(@Observes ChangesetRecorded changeset) {
    for (TaskRunner runner : runners.all()) {
      TaskMode mode = mode(runner, changeset.projectId());
      for (String subject : runner.subjects(changeset)) {
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
    folds.release(Folding.ofBulk(bulk.bulk()).key()).forEach(recorded::fire);
  }

  private void write(
      TaskRunner runner, String subject, TaskMode mode, ChangesetRecorded changeset) {
    Optional<Folding> folding = runner.folding(changeset, mode);
    Optional<Long> folded =
        folding.flatMap(how -> folds.fold(how, runner.kind(), subject, mode, changeset));
    long id = folded.orElseGet(() -> tasks.insert(runner.kind(), subject, mode, changeset));
    Optional<Folding> waiting = folding.filter(how -> !how.atOnce());
    if (waiting.isEmpty()) {
      recorded.fire(new TaskRecorded(id, mode));
    } else if (folded.isEmpty()) {
      folds.gather(id, waiting.get());
    }
  }

  private TaskMode mode(TaskRunner runner, long projectId) {
    if (!runner.inlineAllowed()) {
      return TaskMode.QUEUED;
    }
    boolean queued =
        queue.configured() && settings.get(SettingsTable.ASYNC_EMAILS).queues(projectId);
    return queued ? TaskMode.QUEUED : TaskMode.INLINE;
  }
}
