package carillon.dispatch;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.TaskRecorder.TaskRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs in the user's thread once the changeset is committed: runs the task within the request's
 * budget, or hands it to the queue. The save has succeeded: the outbox retries what fails here.
 */
@ApplicationScoped
class AfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  @Inject Settings settings;
  @Inject @Monotonic Clock clock;
  @Inject TaskExecutor run;
  @Inject EnqueueBuffer enqueueBuffer;
  @Inject InlineBudget budget;

  void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) TaskRecorded task) {
    try {
      switch (task.mode()) {
        case QUEUED -> enqueueBuffer.push(task.taskId());
        case INLINE ->
            run.untilEnded(
                task.taskId(),
                budget.end(clock.instant(), settings.get(SettingsTable.INLINE_BUDGET)));
      }
    } catch (RuntimeException | Error failure) {
      // A boundary: the container would swallow it unseen, and the save must not fail for it.
      LOG.error("Task {} failed after commit; the outbox will retry it", task.taskId(), failure);
    }
  }

  /** One budget for all tasks of a request; it starts with the first of them. */
  @RequestScoped
  static class InlineBudget {
    private Instant end;

    public Instant end(Instant now, Duration budget) {
      if (end == null) {
        end = now.plus(budget);
      }
      return end;
    }
  }
}
