package carillon.jiraimport;

import carillon.jiraimport.batch.ImportBatch;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.LocalImportRuns;
import carillon.job.engine.BackgroundTasks;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each second: renews the heartbeat of the imports that run on this node, stops those that are
 * asked to stop, and starts those that no node runs. The rows are the truth; the queue only makes
 * it quick.
 */
@ApplicationScoped
class ImportSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(ImportSupervisor.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ImportRunTable runs;
  private final LocalImportRuns running;
  private final ImportBatch batch;
  private final ImportStarter starter;
  private final BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;
  private volatile boolean leaving;

  @Inject
  public ImportSupervisor(
      ImportRunTable runs,
      LocalImportRuns running,
      ImportBatch batch,
      ImportStarter starter,
      BackgroundTasks backgroundTasks) {
    this.runs = runs;
    this.running = running;
    this.batch = batch;
    this.starter = starter;
    this.backgroundTasks = backgroundTasks;
  }

  /** For the container's proxy. */
  ImportSupervisor() {
    this(null, null, null, null, null);
  }

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

  private Duration look() {
    running.all().forEach(this::look);
    if (!leaving) {
      runs.keepStopped();
    }
    runs.abandoned().forEach(starter::enqueue);
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
