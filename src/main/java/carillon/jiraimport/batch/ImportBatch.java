package carillon.jiraimport.batch;

import carillon.jiraimport.run.JiraImport;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, restarts and stops the batch job of an import. The only one that knows JBeret. */
@ApplicationScoped
public class ImportBatch {
  private static final Logger LOG = LoggerFactory.getLogger(ImportBatch.class);
  private static final String JOB = "jira-import";

  /** Starts an import, or goes on where its last run ended, however it ended. */
  public void run(JiraImport job) {
    JobOperator operator = BatchRuntime.getJobOperator();
    if (job.executionId() == null || completedOrUnknown(operator, job.executionId())) {
      operator.start(JOB, properties(job));
    } else {
      operator.restart(job.executionId(), properties(job));
    }
  }

  /** Whether somebody, perhaps in the admin console, has asked this execution to stop. */
  public boolean stopping(long executionId) {
    return BatchRuntime.getJobOperator().getJobExecution(executionId).getBatchStatus()
        == BatchStatus.STOPPING;
  }

  public void stop(long executionId) {
    try {
      BatchRuntime.getJobOperator().stop(executionId);
    } catch (JobExecutionNotRunningException | NoSuchJobExecutionException ended) {
      LOG.debug("Execution {} ended before it could be stopped", executionId, ended);
    }
  }

  /** A repository in memory forgets with its server; then it begins anew, which does no harm. */
  private static boolean completedOrUnknown(JobOperator operator, long executionId) {
    try {
      return operator.getJobExecution(executionId).getBatchStatus() == BatchStatus.COMPLETED;
    } catch (NoSuchJobExecutionException forgotten) {
      LOG.debug("Execution {} does not exist in the batch repository", executionId, forgotten);
      return true;
    }
  }

  private static Properties properties(JiraImport job) {
    Properties properties = new Properties();
    properties.setProperty("importId", Long.toString(job.id()));
    // A killed server's run counts as running for ever; who comes here has made sure it is dead.
    properties.setProperty("jberet.restart.mode", "force");
    return properties;
  }
}
