package carillon.jiraimport.batch;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.client.JiraClientFactory;
import carillon.jiraimport.run.ImportTable;
import carillon.jiraimport.run.JiraImport;
import carillon.jiraimport.run.LocalImportRuns;
import carillon.jiraimport.run.StopSignal;
import jakarta.batch.runtime.context.JobContext;
import jakarta.inject.Inject;

/** What the batch artifacts share: which import they are of, and its Jira. */
abstract class ImportStep {
  @Inject JobContext batch;
  @Inject ImportTable imports;
  @Inject LocalImportRuns running;
  @Inject JiraClientFactory access;

  long importId() {
    return Long.parseLong(batch.getProperties().getProperty("importId"));
  }

  JiraImport job() {
    return imports.find(importId()).orElseThrow();
  }

  StopSignal stopping() {
    return running.of(batch.getExecutionId()).orElseThrow().stop();
  }

  JiraClient client() {
    return access.of(job(), stopping());
  }

  JiraApi dialect() {
    return JiraApi.of(job().cloud());
  }
}
