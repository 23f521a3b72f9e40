package carillon.testkit;

import static org.awaitility.Awaitility.await;

import carillon.jiraimport.FakeJira;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An import from Jira into a project and a tracker of its own, as who asked for it sees it. */
public record ImportRun(Http admin, long id) {

  public static ImportRun begin(Http admin, FakeJira jira, String name) {
    JsonNode project =
        admin.post(
            "/projects",
            Map.of("shortName", "import-" + name, "name", name, "visibility", "public"));
    JsonNode asked =
        admin.post(
            "/imports/jira",
            Map.of(
                "url", jira.url(),
                "auth", jira.auth(),
                "project", "DEMO",
                "requestedBy", "asker@example.org",
                "newTracker",
                    Map.of("projectId", project.get("id"), "itemName", "issue", "name", "Issues")));
    return new ImportRun(admin, asked.get("id").asLong());
  }

  public JsonNode now() {
    return admin.get("/imports/" + id);
  }

  public String state() {
    return now().get("state").asText();
  }

  /** Waits until it is in this state. */
  public void reaches(String state) {
    await(state)
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(60))
        .until(() -> state().equals(state));
  }

  /** Waits until so much is read and written, counted together; false when it has ended before. */
  public boolean comesTo(long progress) {
    JsonNode[] seen = new JsonNode[1];
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              seen[0] = now();
              return progress(seen[0]) >= progress || seen[0].has("endedAt");
            });
    return !seen[0].has("endedAt");
  }

  /** The same for so much more than now. */
  public boolean goesOnBy(long more) {
    return comesTo(progress(now()) + more);
  }

  private static long progress(JsonNode seen) {
    return seen.get("fetched").asLong() + seen.get("done").asLong();
  }

  /** Waits for its end, however it ends. */
  public JsonNode ended() {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofMinutes(2))
        .until(() -> now().has("endedAt"));
    return now();
  }

  /** Every artifact with every changeset, without the ids, which differ. */
  public List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (JsonNode artifact : artifacts()) {
      rows.add(withoutIds(artifact));
      String changesets = "/artifacts/" + artifact.get("id") + "/changesets";
      all(changesets).forEach(changeset -> rows.add(withoutIds(changeset)));
    }
    return rows;
  }

  public List<JsonNode> artifacts() {
    return all("/trackers/" + now().get("trackerId") + "/artifacts");
  }

  private List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = admin.get(path + "?limit=200" + (next.isEmpty() ? "" : "&cursor=" + next));
      page.get("items").forEach(items::add);
      next = page.get("next").textValue();
    }
    return items;
  }

  private static String withoutIds(JsonNode row) {
    return ((ObjectNode) row.deepCopy())
        .remove(List.of("id", "artifactId", "trackerId", "projectId"))
        .toString();
  }
}
