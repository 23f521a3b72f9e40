package carillon.jiraimport.batch;

import carillon.jiraimport.client.Warnings;
import carillon.jiraimport.run.WarningTable;
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
  /** Many are written in one transaction, and what they become must fit into memory. */
  private static final int LONGEST = 2_000_000;

  @Inject StagedIssueTable fetched;
  @Inject WarningTable warnings;

  @Override
  public void writeItems(List<Object> items) {
    Warnings lost = new Warnings();
    List<JsonNode> kept =
        items.stream().map(JsonNode.class::cast).filter(issue -> fits(issue, lost)).toList();
    int more = fetched.keep(importId(), kept);
    warnings.add(importId(), lost.times());
    imports.count(importId(), more, 0);
  }

  private static boolean fits(JsonNode issue, Warnings lost) {
    boolean fits = issue.toString().length() <= LONGEST;
    if (!fits) {
      lost.add(
          issue.path("key").asText()
              + " is longer than "
              + LONGEST
              + " characters with its history and is left out");
    }
    return fits;
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
