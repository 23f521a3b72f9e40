package carillon.jiraimport.batch;

import static carillon.database.DatabaseFailure.REJECTED;

import carillon.database.DatabaseFailure;
import carillon.jiraimport.client.JiraException;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.concurrent.CancellationException;

/**
 * Writes down, where people look, why a step failed, if no other run would do better. The
 * database's troubles pass: what they ended goes on.
 */
@Named("jiraFailure")
@Dependent
public class StepFailureListener extends ImportStep implements StepListener {
  @Inject StepContext step;

  @Override
  public void beforeStep() {}

  @Override
  public void afterStep() {
    Exception failure = step.getException();
    if (failure == null
        || failure instanceof CancellationException
        || DatabaseFailure.of(failure) != REJECTED) {
      return;
    }
    running.of(batch.getExecutionId()).ifPresent(run -> run.failed().set(true));
    imports.error(
        importId(),
        batch.getExecutionId(),
        failure instanceof JiraException
            ? failure.getMessage()
            : "An unexpected error; see the server log");
  }
}
