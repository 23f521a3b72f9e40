package carillon.jiraimport;

import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each second: says that the imports of this server live, stops those that are to stop, and has
 * those started that nobody runs. The rows are the truth; the queue only makes it quick.
 */
@ApplicationScoped
class ImportSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(ImportSupervisor.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @Inject ImportRunTable runs;
  @Inject LocalImportRuns running;
  @Inject ImportBatch batch;
  @Inject PendingImportHandler handler;
  @Inject JobQueue queue;
  @Inject BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;
  private volatile boolean leaving;

  public void start() {
    runs.goOn();
    handle = backgroundTasks.repeat("imports", this::look);
  }

  /** The application goes: what stops from now on does so for that. */
  public void leave() {
    leaving = true;
  }

  /** Looks at once. */
  public void wake() {
    handle.wake();
  }

  /** Puts an import on the queue; without one it is started here. */
  public void enqueue(long importId) {
    if (!queue.configured()) {
      handler.start(importId);
      return;
    }
    String payload = "{\"pending_jira_import_id\":%d}".formatted(importId);
    try {
      queue.enqueue(List.of(NewJob.of(QueueName.BACKGROUND, PendingImport.EVENT, payload, 0)));
    } catch (QueueUnavailableException unavailable) {
      LOG.warn("Import {} waits; the queue is unavailable: {}", importId, unavailable.getMessage());
    }
  }

  private Duration look() {
    running.all().forEach(this::look);
    if (!leaving) {
      runs.keepStopped();
    }
    runs.abandoned().forEach(this::enqueue);
    return PERIOD;
  }

  private void look(LocalImportRuns.Run run) {
    try {
      if (!runs.renewed(run.importId(), run.executionId()) || batch.stopping(run.executionId())) {
        run.stop().ask();
        batch.stop(run.executionId());
      }
    } catch (BatchRuntimeException forgotten) {
      // Deleted in the console, perhaps: it runs on, and so do the others.
      LOG.debug("Cannot read whether import {} is asked to stop", run.importId(), forgotten);
    }
  }
}
