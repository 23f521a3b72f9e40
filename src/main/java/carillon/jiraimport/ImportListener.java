package carillon.jiraimport;

import carillon.jiraimport.JiraImport.State;
import jakarta.batch.api.listener.JobListener;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the import's row when its batch job begins and ends, whoever started or stopped it. */
@Named("jiraListener")
@Dependent
public class ImportListener extends ImportStep implements JobListener {
  private static final Logger LOG = LoggerFactory.getLogger(ImportListener.class);

  @Inject RunTable runs;
  @Inject SummaryMails mails;

  @Override
  public void beforeJob() {
    if (!runs.began(importId(), batch.getExecutionId())) {
      throw new IllegalStateException("Import " + importId() + " is running already, or unknown");
    }
    running.began(importId(), batch.getExecutionId());
  }

  @Override
  public void afterJob() {
    running.ended(importId(), batch.getExecutionId()).ifPresent(this::ended);
  }

  /** While the database is away this fails, and later the import is taken for abandoned. */
  private void ended(RunningImports.Run run) {
    State state = state(run);
    runs.ended(run.importId(), run.executionId(), state);
    if (state == State.WAITING) {
      LOG.warn("Import {}: the database failed it; it goes on in some seconds", run.importId());
    } else {
      LOG.info("Import {}: {}", run.importId(), state.text());
    }
    mails.wake();
  }

  private State state(RunningImports.Run run) {
    if (job().cancelRequested()) {
      return State.CANCELLED;
    }
    if (run.stop().asked()) {
      return State.STOPPED;
    }
    return switch (batch.getBatchStatus()) {
      case FAILED, ABANDONED -> run.failed().get() ? State.FAILED : State.WAITING;
      case STOPPED, STOPPING -> State.STOPPED;
      default -> State.DONE;
    };
  }
}
