package carillon.jiraimport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Issues as Jira writes them: the same number, the same issue. */
public final class SampleIssues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2020-01-01T08:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneOffset.UTC);
  private static final String[] STATUSES = {"To Do", "In Progress", "In Review", "Done"};
  private static final int SHOWN = 2;

  private final boolean cloud;

  public SampleIssues(boolean cloud) {
    this.cloud = cloud;
  }

  public static JsonNode fields() {
    return json(
        """
        [{"id": "summary", "name": "Summary", "custom": false},
         {"id": "description", "name": "Description", "custom": false},
         {"id": "issuetype", "name": "Issue Type", "custom": false},
         {"id": "status", "name": "Status", "custom": false},
         {"id": "priority", "name": "Priority", "custom": false},
         {"id": "assignee", "name": "Assignee", "custom": false},
         {"id": "reporter", "name": "Reporter", "custom": false},
         {"id": "labels", "name": "Labels", "custom": false},
         {"id": "components", "name": "Component/s", "custom": false},
         {"id": "duedate", "name": "Due date", "custom": false},
         {"id": "comment", "name": "Comment", "custom": false},
         {"id": "customfield_10016", "name": "Story Points", "custom": true,
          "schema": {"type": "number", "custom": "com.x:float"}},
         {"id": "customfield_10020", "name": "Sprint", "custom": true,
          "schema": {"type": "array", "items": "json", "custom": "com.x:gh-sprint"}}]
        """);
  }

  /** The issue with this number: its history goes through the statuses, with a comment each. */
  public ObjectNode issue(int number, int changes) {
    ObjectNode issue = JSON.createObjectNode();
    issue.put("id", Integer.toString(10_000 + number)).put("key", "DEMO-" + number);
    ObjectNode fields = issue.putObject("fields");
    fields.put("summary", "Issue " + number + " ✓");
    fields.set("description", text("It *rings* twice", "It rings twice"));
    fields.putObject("issuetype").put("name", number % 2 == 0 ? "Bug" : "Story");
    fields.putObject("status").put("name", STATUSES[changes % STATUSES.length]);
    fields.putObject("priority").put("name", "High");
    fields.set("assignee", person("ann"));
    fields.set("reporter", person("rob"));
    fields.set("creator", person("rob"));
    fields.putArray("labels").add("red").add("blue");
    fields.putArray("components").addObject().put("name", "Core");
    fields.put("duedate", "2020-12-31");
    fields.put("customfield_10016", 2.5);
    fields.putArray("customfield_10020").addObject().put("name", "Sprint 1");
    fields.put("created", time(number, 0)).put("updated", time(number, changes));
    ArrayNode histories = JSON.createArrayNode();
    ArrayNode comments = JSON.createArrayNode();
    for (int i = 1; i <= changes; i++) {
      histories.insert(0, history(number, i));
      if (i % 2 == 0) {
        comments.add(comment(number, i));
      }
    }
    list(issue.putObject("changelog"), "histories", histories);
    list(fields.putObject("comment"), "comments", comments);
    return issue;
  }

  private static void list(ObjectNode target, String name, ArrayNode all) {
    target.put("startAt", 0).put("maxResults", all.size()).put("total", all.size()).set(name, all);
  }

  public ObjectNode history(int number, int i) {
    ObjectNode history = JSON.createObjectNode();
    history.put("id", Integer.toString(number * 100 + i)).put("created", time(number, i));
    history.set("author", person(i % 2 == 0 ? "ann" : "zoe"));
    ObjectNode item = history.putArray("items").addObject();
    item.put("field", "status")
        .put("fieldtype", "jira")
        .put("from", "1")
        .put("fromString", STATUSES[(i - 1) % STATUSES.length])
        .put("to", "2")
        .put("toString", STATUSES[i % STATUSES.length]);
    if (cloud) {
      item.put("fieldId", "status");
    }
    return history;
  }

  private ObjectNode comment(int number, int i) {
    ObjectNode comment = JSON.createObjectNode();
    comment.put("id", Integer.toString(number * 100 + i));
    comment.put("created", time(number, i)).put("updated", time(number, i));
    comment.set("author", person("ann"));
    comment.set("body", text("h1. Note " + i, "Note " + i));
    return comment;
  }

  /** As a page of a search has it: of history and comments only the first few. */
  static ObjectNode shortened(ObjectNode whole) {
    ObjectNode issue = whole.deepCopy();
    shorten((ArrayNode) issue.at("/changelog/histories"));
    shorten((ArrayNode) issue.at("/fields/comment/comments"));
    return issue;
  }

  private static void shorten(ArrayNode list) {
    // Short ones come whole.
    while (list.size() > SHOWN + 5) {
      list.remove(list.size() - 1);
    }
  }

  ObjectNode person(String name) {
    ObjectNode person = JSON.createObjectNode();
    person.put(cloud ? "accountId" : "key", "id-" + name).put("displayName", "Real " + name);
    return name.equals("ann") ? person.put("emailAddress", "ann@people.example") : person;
  }

  private JsonNode text(String wiki, String plain) {
    return cloud
        ? json(
            """
            {"type": "doc", "version": 1, "content": [
              {"type": "paragraph", "content": [{"type": "text", "text": "%s"}]}]}
            """
                .formatted(plain))
        : JSON.getNodeFactory().textNode(wiki);
  }

  static String time(int number, int hour) {
    return TIME.format(START.plusSeconds(number * 60L + hour * 3600L));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
