package carillon.jiraimport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What differs between Jira Data Center (REST v2) and Jira Cloud (REST v3). */
interface Dialect {
  int PAGE = 50;

  static Dialect of(boolean cloud) {
    return cloud ? new Cloud() : new DataCenter();
  }

  /** The path of an endpoint that both have. */
  String path(String rest);

  /** How many issues the query finds, perhaps roughly. */
  long count(JiraClient jira, String jql) throws InterruptedException;

  /**
   * A page of issues with fields and history.
   *
   * @param cursor null for the first
   */
  IssuePage page(JiraClient jira, String jql, String cursor) throws InterruptedException;

  /** The text of a rich field or comment, as Markdown; what has no equivalent is reported. */
  String markdown(JsonNode rich, Warnings warnings);

  /** A person's name of their own: what never changes. */
  String account(JsonNode person);

  /**
   * Issues.
   *
   * @param next null when this was the last
   */
  record IssuePage(List<JsonNode> issues, String next) {}

  /** REST v2: pages by number, texts in wiki markup. */
  final class DataCenter implements Dialect {
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
     * issue of the page before: if it does not, issues have gone meanwhile and those that follow
     * have moved up, so reading begins again.
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
      List<JsonNode> issues = list(answer.path("issues"));
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

    @Override
    public String markdown(JsonNode rich, Warnings warnings) {
      return WikiMarkup.toMarkdown(rich.asText(""));
    }

    @Override
    public String account(JsonNode person) {
      return person.path("key").asText(person.path("name").asText(""));
    }
  }

  /** REST v3: pages by token, texts as documents. */
  final class Cloud implements Dialect {
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
      return new IssuePage(list(answer.path("issues")), answer.path("nextPageToken").asText(null));
    }

    @Override
    public String markdown(JsonNode rich, Warnings warnings) {
      return rich.isTextual() ? rich.textValue() : Adf.toMarkdown(rich, warnings);
    }

    @Override
    public String account(JsonNode person) {
      return person.path("accountId").asText("");
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }
}
