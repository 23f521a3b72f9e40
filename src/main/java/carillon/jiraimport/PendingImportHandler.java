package carillon.jiraimport;

import carillon.job.JobContext;
import carillon.job.JobHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Starts the batch job of an import; the job then runs on the batch threads for as long as it
 * needs, and holds no worker. Should its node die, {@link ImportSupervisor} enqueues the import
 * again.
 */
@ApplicationScoped
class PendingImportHandler implements JobHandler<PendingImport> {
  private final ImportStarter starter;

  @Inject
  PendingImportHandler(ImportStarter starter) {
    this.starter = starter;
  }

  /** For the container's proxy. */
  PendingImportHandler() {
    this(null);
  }

  @Override
  public String eventName() {
    return PendingImport.EVENT;
  }

  @Override
  public Class<PendingImport> payloadType() {
    return PendingImport.class;
  }

  @Override
  public void handle(PendingImport pending, JobContext context) {
    starter.start(pending.importId());
  }
}
