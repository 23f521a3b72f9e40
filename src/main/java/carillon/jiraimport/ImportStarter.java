package carillon.jiraimport;

import carillon.jiraimport.batch.ImportBatch;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts imports: by a job on the queue, or here when no queue is configured. */
@ApplicationScoped
class ImportStarter {
  private static final Logger LOG = LoggerFactory.getLogger(ImportStarter.class);

  private final ImportTable imports;
  private final ImportRunTable runs;
  private final ImportBatch batch;
  private final JobQueue queue;

  @Inject
  ImportStarter(ImportTable imports, ImportRunTable runs, ImportBatch batch, JobQueue queue) {
    this.imports = imports;
    this.runs = runs;
    this.batch = batch;
    this.queue = queue;
  }

  /** For the container's proxy. */
  ImportStarter() {
    this(null, null, null, null);
  }

  /** While the queue is unavailable the import waits; the supervisor enqueues it again. */
  public void enqueue(long importId) {
    if (!queue.configured()) {
      start(importId);
      return;
    }
    String payload = "{\"pending_jira_import_id\":%d}".formatted(importId);
    try {
      queue.enqueue(List.of(NewJob.of(QueueName.BACKGROUND, PendingImport.EVENT, payload, 0)));
    } catch (QueueUnavailableException unavailable) {
      LOG.warn("Import {} waits; the queue is unavailable: {}", importId, unavailable.getMessage());
    }
  }

  /** Starts the batch job here, unless the import runs or has ended. */
  public void start(long importId) {
    JiraImport job = imports.find(importId).orElseThrow();
    if (runs.claim(importId)) {
      batch.run(job);
    }
  }
}
