package carillon.jiraimport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.Map;

/** Reads what a page of issues left out: of long discussions and histories it has only a part. */
@Named("jiraCompletion")
@Dependent
public class IssueCompletion extends ImportStep implements ItemProcessor {
  private static final int PAGE = 100;
  JiraClient jira;
  Dialect dialect;

  @Override
  public ObjectNode processItem(Object item) throws Exception {
    return reporting(() -> complete((ObjectNode) item));
  }

  private ObjectNode complete(ObjectNode issue) throws InterruptedException {
    if (jira == null) {
      jira = client();
      dialect = dialect();
    }
    String path = dialect.path("issue/" + issue.path("id").asText());
    if (issue.path("fields").path("comment") instanceof ObjectNode comments) {
      complete(comments, "comments", path + "/comment", "comments");
    }
    if (issue.path("changelog") instanceof ObjectNode changelog) {
      complete(changelog, "histories", path + "/changelog", "values");
    }
    return issue;
  }

  /** A list that is shorter than its total is read whole. */
  private void complete(ObjectNode part, String name, String path, String nameThere)
      throws InterruptedException {
    long total = part.path("total").asLong();
    if (part.path(name).size() >= total) {
      return;
    }
    ArrayNode all = part.putArray(name);
    while (all.size() < total) {
      JsonNode page = jira.get(path, Map.of("startAt", all.size(), "maxResults", PAGE));
      if (page.path(nameThere).isEmpty()) {
        return;
      }
      page.path(nameThere).forEach(all::add);
    }
  }
}
