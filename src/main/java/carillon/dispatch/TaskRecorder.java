package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobQueue;
import carillon.tracker.ChangesetRecorded;
import carillon.tracker.SaveReceipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * Decides inline or queued, and writes the task rows in the changeset's transaction: either both
 * are there or neither. The only place that knows {@code sys_async_emails}.
 */
@ApplicationScoped
class TaskRecorder {
  @Inject Settings settings;
  @Inject JobQueue queue;
  @Inject Runners runners;
  @Inject TaskTable tasks;
  @Inject SaveReceipt receipt;
  @Inject Event<TaskRecorded> recorded;

  void record(@Observes ChangesetRecorded changeset) {
    for (TaskRunner runner : runners.all()) {
      TaskMode mode = mode(runner, changeset.projectId());
      for (String subject : runner.subjects(changeset)) {
        long id = tasks.insert(runner.kind(), subject, mode, changeset);
        recorded.fire(new TaskRecorded(id, mode));
        if (runner.inlineAllowed()) {
          receipt.notification(mode.name().toLowerCase(Locale.ROOT));
        }
      }
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
