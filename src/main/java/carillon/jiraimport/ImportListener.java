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
    if (!running.runs(importId(), batch.getExecutionId())) {
      return;
    }
    State state = state();
    running.ended(importId());
    runs.ended(importId(), batch.getExecutionId(), state);
    LOG.info("Import {}: {}", importId(), state.text());
    mails.wake();
  }

  private State state() {
    if (job().cancelRequested()) {
      return State.CANCELLED;
    }
    if (stopping().asked()) {
      return State.STOPPED;
    }
    return switch (batch.getBatchStatus()) {
      case FAILED, ABANDONED -> State.FAILED;
      case STOPPED, STOPPING -> State.STOPPED;
      default -> State.DONE;
    };
  }
}
