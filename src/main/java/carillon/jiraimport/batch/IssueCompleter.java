package carillon.jiraimport.batch;

import carillon.jiraimport.client.JiraApi;
import carillon.jiraimport.client.JiraClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;

/** Reads what a page of issues left out: of long discussions and histories it has only a part. */
@Named("jiraCompletion")
@Dependent
public class IssueCompleter extends ImportStep implements ItemProcessor {
  JiraClient jira;
  JiraApi jiraApi;

  @Override
  public ObjectNode processItem(Object item) throws InterruptedException {
    return complete((ObjectNode) item);
  }

  private ObjectNode complete(ObjectNode issue) throws InterruptedException {
    if (jira == null) {
      jira = client();
      jiraApi = dialect();
    }
    String id = issue.path("id").asText();
    if (issue.path("fields").path("comment") instanceof ObjectNode comments
        && JiraApi.isPart(comments, "comments")) {
      String path = jiraApi.path("issue/" + id + "/comment");
      comments.putArray("comments").addAll(JiraApi.all(jira, path, "comments"));
    }
    if (issue.path("changelog") instanceof ObjectNode changelog
        && JiraApi.isPart(changelog, "histories")) {
      changelog.putArray("histories").addAll(jiraApi.history(jira, id));
    }
    return issue;
  }
}
