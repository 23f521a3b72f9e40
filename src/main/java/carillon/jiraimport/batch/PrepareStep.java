package carillon.jiraimport.batch;

import carillon.http.Json;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.mapping.FieldMapping;
import carillon.jiraimport.run.JiraImport;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.batch.api.Batchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;

/** First step: decides which of Jira's fields is which of the tracker's. */
@Named("jiraPrepare")
@Dependent
public class PrepareStep extends ImportStep implements Batchlet {
  @Inject TrackerSchemaUpdater shape;

  @Override
  public String process() throws InterruptedException, JsonProcessingException {
    imports.step(importId(), "fields");
    JiraImport job = job();
    JiraClient jira = client();
    FieldMapping plan =
        FieldMapping.of(jira.get(dialect().path("field"), Map.of()), shape.types(job.trackerId()));
    long total = dialect().count(jira, job.jql());
    imports.begun(importId(), Json.MAPPER.writeValueAsString(plan), total);
    return "COMPLETED";
  }

  @Override
  public void stop() {
    stopping().ask();
  }
}
