package carillon.jiraimport.batch;

import carillon.jiraimport.run.ImportReportMailer;
import carillon.jiraimport.run.ImportRunTable;
import carillon.jiraimport.run.JiraImport.State;
import carillon.jiraimport.run.LocalImportRuns;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the import's row when its batch job begins and ends, whoever started or stopped it. */
@Named("jiraListener")
@Dependent
public class ImportListener extends ImportStep implements JobListener {
  private static final String TROUBLED =
      "Database errors have interrupted every run for an hour; see the server log";
  private static final Logger LOG = LoggerFactory.getLogger(ImportListener.class);

  @Inject ImportRunTable runs;
  @Inject ImportReportMailer mails;

  @Override
  public void beforeJob() {
    if (!runs.began(importId(), batch.getExecutionId())) {
      throw new IllegalStateException("Import " + importId() + " is running already, or unknown");
    }
    running.began(importId(), batch.getExecutionId());
  }

  @Override
  public void afterJob() {
    running.ended(batch.getExecutionId()).ifPresent(this::ended);
  }

  /** While the database is away this fails, and later the import is taken for abandoned. */
  private void ended(LocalImportRuns.Run run) {
    boolean interrupted = interrupted(run);
    if (interrupted && runs.interrupted(run.importId(), run.executionId())) {
      LOG.warn(
          "Import {}: a database error interrupted this run; the import resumes soon",
          run.importId());
      return;
    }
    State state = state(run, interrupted);
    if (interrupted && state == State.FAILED) {
      imports.error(run.importId(), run.executionId(), TROUBLED);
    }
    runs.ended(run.importId(), run.executionId(), state);
    LOG.info("Import {}: {}", run.importId(), state.text());
    mails.wake();
  }

  /** Not by a person, and not by what would end the next run too. */
  private boolean interrupted(LocalImportRuns.Run run) {
    return batch.getBatchStatus() == BatchStatus.FAILED
        && !run.failed().get()
        && !run.stop().asked();
  }

  private State state(LocalImportRuns.Run run, boolean interrupted) {
    if (job().cancelRequested()) {
      return State.CANCELLED;
    }
    // Or in the moment in which the database ended it.
    if (run.stop().asked() || interrupted && !runs.renewed(run.importId(), run.executionId())) {
      return State.STOPPED;
    }
    return switch (batch.getBatchStatus()) {
      case FAILED, ABANDONED -> State.FAILED;
      case STOPPED, STOPPING -> State.STOPPED;
      default -> State.DONE;
    };
  }
}
