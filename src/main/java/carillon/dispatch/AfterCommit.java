package carillon.dispatch;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user's own thread does once the changeset is committed: runs the task within its budget,
 * or hands it over. Whatever fails here is the relay's; the save has succeeded.
 */
@ApplicationScoped
class AfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  @Inject Settings settings;
  @Inject @Monotonic Clock clock;
  @Inject TaskExecutor run;
  @Inject EnqueueBuffer enqueueBuffer;
  @Inject InlineBudget time;

  void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) TaskRecorded task) {
    try {
      switch (task.mode()) {
        case QUEUED -> enqueueBuffer.push(task.taskId());
        case INLINE ->
            run.untilEnded(
                task.taskId(),
                time.end(clock.instant(), settings.get(SettingsTable.INLINE_BUDGET)));
      }
    } catch (RuntimeException failure) {
      // A boundary: the container would swallow it unseen, and the save must not fail for it.
      LOG.error("Task {} failed after commit; the outbox will retry it", task.taskId(), failure);
    }
  }
}
