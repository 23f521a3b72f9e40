package carillon.jiraimport.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What differs between Jira Data Center (REST v2) and Jira Cloud (REST v3). */
public interface JiraApi {
  int PAGE = 50;
  int PART = 100;

  /** Of the comments, or the changes, of one issue; Jira keeps no more either. */
  int MOST = 10_000;

  static JiraApi of(boolean cloud) {
    return cloud ? new JiraCloudApi() : new JiraDataCenterApi();
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

  /** The whole history of an issue, in whatever order. */
  List<JsonNode> history(JiraClient jira, String issue) throws InterruptedException;

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

  /** What a list in pages by number has on all of them. */
  static List<JsonNode> all(JiraClient jira, String path, String name) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page;
    do {
      page = jira.get(path, Map.of("startAt", all.size(), "maxResults", PART));
      page.path(name).forEach(all::add);
    } while (!page.path(name).isEmpty()
        && all.size() < Math.min(MOST, page.path("total").asLong()));
    return all;
  }

  /** Whether a list has fewer elements than its total says. */
  static boolean isPart(JsonNode list, String name) {
    return list.path(name).size() < list.path("total").asLong();
  }

  /** The elements of an array. */
  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }
}
