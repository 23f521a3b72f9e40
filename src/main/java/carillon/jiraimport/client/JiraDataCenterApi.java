package carillon.jiraimport.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** REST v2: pages by number, texts in wiki markup. */
final class JiraDataCenterApi implements JiraApi {
  @Override
  public String path(String rest) {
    return "/rest/api/2/" + rest;
  }

  @Override
  public long count(JiraClient jira, String jql) throws InterruptedException {
    return jira.get(path("search"), Map.of("jql", jql, "maxResults", 0)).path("total").asLong();
  }

  /**
   * The cursor is the number of issues seen and the last one's id. Each page begins with the last
   * issue of the page before: if it does not, issues have gone meanwhile and those that follow have
   * moved up, so reading begins again.
   */
  @Override
  public IssuePage page(JiraClient jira, String jql, String cursor) throws InterruptedException {
    String[] seen = cursor == null ? new String[] {"0"} : cursor.split(" ");
    long start = Math.max(0, Long.parseLong(seen[0]) - 1);
    JsonNode answer =
        jira.get(
            path("search"),
            Map.of(
                "jql",
                jql + " ORDER BY id ASC",
                "startAt",
                start,
                "maxResults",
                PAGE,
                "fields",
                "*all",
                "expand",
                "changelog"));
    List<JsonNode> issues = JiraApi.list(answer.path("issues"));
    if (start > 0 && (issues.isEmpty() || !id(issues.get(0)).equals(seen[1]))) {
      return new IssuePage(List.of(), "0");
    }
    long end = start + issues.size();
    boolean last = issues.isEmpty() || end >= answer.path("total").asLong();
    return new IssuePage(issues, last ? null : end + " " + id(issues.get(issues.size() - 1)));
  }

  private static String id(JsonNode issue) {
    return issue.path("id").asText();
  }

  /** There is no list of it alone. */
  @Override
  public List<JsonNode> history(JiraClient jira, String issue) throws InterruptedException {
    return JiraApi.list(
        jira.get(path("issue/" + issue), Map.of("fields", "summary", "expand", "changelog"))
            .at("/changelog/histories"));
  }

  @Override
  public String markdown(JsonNode rich, Warnings warnings) {
    return WikiToMarkdown.toMarkdown(rich.asText(""));
  }

  @Override
  public String account(JsonNode person) {
    return person.path("key").asText(person.path("name").asText(""));
  }
}
