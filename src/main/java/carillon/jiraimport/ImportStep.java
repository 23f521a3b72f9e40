package carillon.jiraimport;

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
