package carillon.jiraimport.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** REST v3: pages by token, texts as documents. */
final class JiraCloudApi implements JiraApi {
  @Override
  public String path(String rest) {
    return "/rest/api/3/" + rest;
  }

  @Override
  public long count(JiraClient jira, String jql) throws InterruptedException {
    return jira.post(path("search/approximate-count"), Map.of("jql", jql)).path("count").asLong();
  }

  @Override
  public IssuePage page(JiraClient jira, String jql, String cursor) throws InterruptedException {
    Map<String, Object> query = new HashMap<>();
    query.put("jql", jql + " ORDER BY id ASC");
    query.put("maxResults", PAGE);
    query.put("fields", "*all");
    query.put("expand", "changelog");
    if (cursor != null) {
      query.put("nextPageToken", cursor);
    }
    JsonNode answer = jira.get(path("search/jql"), query);
    return new IssuePage(
        JiraApi.list(answer.path("issues")), answer.path("nextPageToken").asText(null));
  }

  @Override
  public List<JsonNode> history(JiraClient jira, String issue) throws InterruptedException {
    return JiraApi.all(jira, path("issue/" + issue + "/changelog"), "values");
  }

  @Override
  public String markdown(JsonNode rich, Warnings warnings) {
    return rich.isTextual() ? rich.textValue() : AdfToMarkdown.toMarkdown(rich, warnings);
  }

  @Override
  public String account(JsonNode person) {
    return person.path("accountId").asText("");
  }
}
