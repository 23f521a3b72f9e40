package carillon.jiraimport.batch;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import carillon.jiraimport.client.JiraException;
import carillon.jiraimport.run.JiraImport;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.batch.api.chunk.ItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Reads issues from Jira, page by page. The checkpoint is the page under way: after a restart it is
 * read again, and what was kept of it replaced.
 */
@Named("jiraIssues")
@Dependent
public class IssueReader extends ImportStep implements ItemReader {
  private final Queue<JsonNode> page = new ArrayDeque<>();
  private JiraClient jira;
  private String jql;
  private JiraApi jiraApi;
  private String cursor;
  private String next;
  private boolean begun;

  @Override
  public void open(Serializable checkpoint) {
    imports.step(importId(), "issues");
    JiraImport job = job();
    jira = client();
    jql = job.jql();
    jiraApi = dialect();
    next = (String) checkpoint;
  }

  @Override
  public Object readItem() throws InterruptedException {
    while (page.isEmpty()) {
      if (begun && next == null) {
        return null;
      }
      cursor = next;
      JiraApi.IssuePage answer = page();
      page.addAll(answer.issues());
      if (answer.next() != null && answer.next().equals(cursor)) {
        throw new JiraException("Jira answers with the same page again and again");
      }
      next = answer.next();
      begun = true;
    }
    return page.remove();
  }

  @Override
  public Serializable checkpointInfo() {
    return cursor;
  }

  @Override
  public void close() {}

  private JiraApi.IssuePage page() throws InterruptedException {
    try {
      return jiraApi.page(jira, jql, cursor);
    } catch (JiraException refused) {
      if (begun || cursor == null) {
        throw refused;
      }
      // Cloud's tokens are good for some days only; what is read again is replaced.
      cursor = null;
      return jiraApi.page(jira, jql, null);
    }
  }
}
