package carillon.jiraimport.batch;

import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.WarningTable;
import jakarta.batch.api.Batchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Last step: says what is missing, so that nothing is dropped silently. */
@Named("jiraReport")
@Dependent
public class ReportStep extends ImportStep implements Batchlet {
  @Inject WarningTable warnings;

  @Override
  @Transactional
  public String process() {
    imports.step(importId(), "report");
    JiraImport job = job();
    if (!job.cloud() && job.done() < job.total()) {
      long missing = job.total() - job.done();
      warnings.add(importId(), Map.of("issues that Jira counted but did not return", missing));
    }
    return "COMPLETED";
  }

  @Override
  public void stop() {}
}
