package carillon.jiraimport.batch;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.batch.api.chunk.ItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** Keeps issues as rows, in the chunk's transaction, until they are written. */
@Named("jiraKeeper")
@Dependent
public class IssueStager extends ImportStep implements ItemWriter {
  @Inject StagedIssueTable fetched;

  @Override
  public void writeItems(List<Object> items) {
    int more = fetched.keep(importId(), items.stream().map(JsonNode.class::cast).toList());
    imports.count(importId(), more, 0);
  }

  @Override
  public void open(Serializable checkpoint) {}

  @Override
  public void close() {}

  @Override
  public Serializable checkpointInfo() {
    return null;
  }
}
