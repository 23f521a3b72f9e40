package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.jiraimport.FakeJira;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the server during an import: the result is that of an undisturbed one. More
 * often with {@code -Dcarillon.faults.kills=10}.
 */
@Tag("faults-on-demand")
class ImportKilledIT {
  private static final int KILLS = Integer.getInteger("carillon.faults.kills", 2);
  private static final int ISSUES = Integer.getInteger("carillon.faults.issues", 600);
  private static final int CHANGES = 5;

  @Test
  void theResultIsTheSameRowByRow() throws Exception {
    Site site = Site.shared();
    try (FakeJira jira = new FakeJira(true, ISSUES, CHANGES)) {
      long calm = begin(site, jira, "calm");
      JsonNode undisturbed = ended(site, calm);
      assertThat(undisturbed.get("state").asText()).isEqualTo("done");

      long disturbed = begin(site, jira, "disturbed");
      long[] moments = moments();
      int killed = 0;
      while (killed < KILLS && waitsFor(site, disturbed, moments[killed])) {
        site.server.kill();
        killed++;
        site.server.start();
      }
      JsonNode done = ended(site, disturbed);
      Figures.say(
          "an import of %d issues killed %d times: done, %d issues/s undisturbed"
              .formatted(ISSUES, killed, undisturbed.get("issuesPerSecond").asInt()));

      assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("done");
      assertThat(killed).isPositive();
      assertThat(rows(site, done)).isEqualTo(rows(site, undisturbed));
    }
  }

  /** After how much was read and written, counted together: at random, but the same each time. */
  private static long[] moments() {
    return new Random(8).longs(KILLS, 1, 2L * ISSUES).sorted().toArray();
  }

  /** Waits until so much is read and written; false when it has ended before. */
  private static boolean waitsFor(Site site, long id, long progress) {
    JsonNode[] seen = new JsonNode[1];
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              seen[0] = site.admin.get("/imports/" + id);
              long now = seen[0].get("fetched").asLong() + seen[0].get("done").asLong();
              return now >= progress || seen[0].has("endedAt");
            });
    return !seen[0].has("endedAt");
  }

  private static long begin(Site site, FakeJira jira, String name) {
    long project =
        site.admin
            .post(
                "/projects",
                Map.of("shortName", "import-" + name, "name", name, "visibility", "public"))
            .get("id")
            .asLong();
    return site.admin
        .post(
            "/imports/jira",
            Map.of(
                "url", jira.url(),
                "auth", jira.auth(),
                "project", "DEMO",
                "requestedBy", "asker@example.org",
                "newTracker", Map.of("projectId", project, "itemName", "issue", "name", "Issues")))
        .get("id")
        .asLong();
  }

  private static JsonNode ended(Site site, long id) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(120))
        .until(() -> site.admin.get("/imports/" + id).has("endedAt"));
    return site.admin.get("/imports/" + id);
  }

  /** Every artifact with every changeset, without the ids, which differ. */
  private static List<String> rows(Site site, JsonNode job) {
    List<String> rows = new ArrayList<>();
    for (JsonNode artifact : all(site, "/trackers/" + job.get("trackerId") + "/artifacts")) {
      rows.add(withoutIds(artifact));
      String changesets = "/artifacts/" + artifact.get("id") + "/changesets";
      all(site, changesets).forEach(changeset -> rows.add(withoutIds(changeset)));
    }
    return rows;
  }

  private static List<JsonNode> all(Site site, String path) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page =
          site.admin.get(path + "?limit=200" + (next.isEmpty() ? "" : "&cursor=" + next));
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
