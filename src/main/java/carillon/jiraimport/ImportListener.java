package carillon.jiraimport;

import carillon.jiraimport.JiraImport.State;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
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

  @Inject JobContext context;
  @Inject SummaryMail mail;

  @Override
  public void beforeJob() {
    running.began(importId);
    imports.running(importId, context.getExecutionId());
  }

  @Override
  public void afterJob() {
    running.ended(importId);
    State state = state(job());
    if (imports.end(importId, state) && state.ended()) {
      JiraImport ended = job();
      LOG.info("Import {} of {}: {}", importId, ended.url(), state.text());
      mail.send(ended);
    }
  }

  private State state(JiraImport job) {
    BatchStatus status = context.getBatchStatus();
    if (job.cancelRequested()) {
      return State.CANCELLED;
    }
    return switch (status) {
      case FAILED, ABANDONED -> State.FAILED;
      case STOPPED, STOPPING -> State.STOPPED;
      default -> State.DONE;
    };
  }
}
