package carillon.jiraimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import carillon.it.Services;
import carillon.jiraimport.run.Credentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports over HTTP, in the real server, from a server shaped like Jira. */
@ArquillianTest
class JiraImportIT {
  private static final Api ADMIN = Api.as("admin");
  private static int count;

  private final String name = "imported" + ++count;
  private final String asker = name + "@asker.example";

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void issuesComeWithTheirHistoryThroughFaultsAndOnlyOnce(boolean cloud) {
    try (FakeJira jira = new FakeJira(cloud, 60, 9)) {
      jira.failEvery(19);
      JsonNode begun = begin(jira, order(jira, jira.credentials()));
      assertThat(begun.get("total").longValue()).as("how much it will be").isEqualTo(60);
      long id = begun.get("id").longValue();

      JsonNode done = ended(id);

      assertThat(done.get("state").textValue()).as(done.toString()).isEqualTo("done");
      assertThat(done.get("done").longValue()).isEqualTo(60);
      assertThat(done.get("warnings").toString()).contains("customfield_10020");
      long tracker = done.get("trackerId").longValue();
      JsonNode artifacts = artifacts(tracker);
      assertThat(artifacts).hasSize(60);
      JsonNode first = artifacts.get(0);
      assertThat(first.at("/values/summary").textValue()).isEqualTo("Issue 1 ✓");
      assertThat(first.at("/values/status").textValue()).isEqualTo("In Progress");
      assertThat(first.get("submittedAt").textValue()).isEqualTo("2020-01-01T08:01:00Z");
      // Creation, nine changes of status, four comments.
      assertThat(first.get("changesets").intValue()).isEqualTo(14);
      assertNobodyWasToldButTheAsker(first.get("id").longValue());
      again(jira, id, tracker);
    }
  }

  private void assertNobodyWasToldButTheAsker(long artifact) {
    JsonNode changesets = ADMIN.get("/api/v1/artifacts/" + artifact + "/changesets").json();
    long changeset = changesets.at("/items/0/id").longValue();
    JsonNode deliveries = ADMIN.get("/api/v1/changesets/" + changeset + "/deliveries").json();
    assertThat(deliveries.get("task").isNull()).isTrue();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(Services.mailsTo(asker)).hasSize(1));
  }

  /** A second run brings only what changed. */
  private void again(FakeJira jira, long id, long tracker) {
    ObjectNode changed = jira.issues().get(4);
    SampleIssues sample = new SampleIssues(jira.credentials().cloud());
    ((ArrayNode) changed.at("/changelog/histories")).insert(0, sample.history(5, 10));
    ((ObjectNode) changed.at("/changelog")).put("total", 10);
    ((ObjectNode) changed.at("/fields/status")).put("name", "In Review");
    ((ObjectNode) changed.at("/fields")).put("updated", SampleIssues.time(5, 10));
    Api.Answer restarted =
        ADMIN.post("/api/v1/imports/" + id + "/restart", auth(jira.credentials()));
    assertThat(restarted.status()).as(restarted.text()).isEqualTo(202);

    assertThat(ended(id).get("state").textValue()).isEqualTo("done");
    JsonNode artifacts = artifacts(tracker);
    assertThat(artifacts).hasSize(60);
    assertThat(artifacts.get(4).get("changesets").intValue()).isEqualTo(15);
    assertThat(artifacts.get(4).at("/values/status").textValue()).isEqualTo("In Review");
    assertThat(artifacts.get(3).get("changesets").intValue()).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void invalidRequestIsRefusedAtOnce(boolean cloud) {
    try (FakeJira jira = new FakeJira(cloud, 1, 0)) {
      jira.revoke();
      Api.Answer refused = ADMIN.post("/api/v1/imports/jira", order(jira, jira.credentials()));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/field").textValue()).isEqualTo("auth");
      assertThat(refused.text()).doesNotContain("\"pat\"", "\"token\"");
    }
    try (FakeJira empty = new FakeJira(cloud, 0, 0)) {
      Api.Answer refused = ADMIN.post("/api/v1/imports/jira", order(empty, empty.credentials()));
      assertThat(refused.json().at("/errors/0/field").textValue()).isEqualTo("jql");
      String nobodyThere = order(empty, empty.credentials()).replaceFirst(":[0-9]+\"", ":1\"");
      Api.Answer unavailable = ADMIN.post("/api/v1/imports/jira", nobodyThere);
      assertThat(unavailable.json().at("/errors/0/field").textValue()).isEqualTo("url");
    }
    Api.Answer incomplete =
        ADMIN.post(
            "/api/v1/imports/jira",
            json("{'url': '', 'auth': {'email': 'a@b.example'}, 'jql': 'a', 'project': 'B'}"));
    assertThat(incomplete.json().get("errors").findValuesAsText("field"))
        .contains("url", "requestedBy")
        .anyMatch(field -> field.startsWith("auth"));
    Api.Answer metadata =
        ADMIN.post(
            "/api/v1/imports/jira",
            json(
                "{'url': 'http://169.254.169.254', 'auth': {'pat': 'x'}, 'project': 'DEMO',"
                    + " 'trackerId': 1, 'requestedBy': 'a@b.example'}"));
    assertThat(metadata.json().at("/errors/0/field").textValue()).isEqualTo("url");
  }

  @Test
  void aTokenRevokedInTheMiddleFailsTheImportWhichGoesOnWithAnother() {
    try (FakeJira jira = new FakeJira(true, 200, 1)) {
      jira.before(
          () -> {
            if (jira.requests() == 5) {
              jira.revoke();
            }
          });
      long id = begin(jira, order(jira, jira.credentials())).get("id").longValue();
      JsonNode failed = ended(id);
      assertThat(failed.get("state").textValue()).isEqualTo("failed");
      assertThat(failed.get("error").textValue()).contains("credentials");
      Api.Answer withoutBody = ADMIN.post("/api/v1/imports/" + id + "/restart", "");
      assertThat(withoutBody.json().at("/errors/0/field").textValue()).isEqualTo("auth");

      jira.before(() -> {});
      jira.accept();
      Api.Answer again = ADMIN.post("/api/v1/imports/" + id + "/restart", auth(jira.credentials()));
      assertThat(again.status()).as(again.text()).isEqualTo(202);

      JsonNode done = ended(id);
      assertThat(done.get("state").textValue()).as(done.toString()).isEqualTo("done");
      assertThat(artifacts(done.get("trackerId").longValue())).hasSize(200);
    }
  }

  @Test
  void aCancelledImportStopsWithinTwoSecondsWhileItWrites() {
    try (FakeJira jira = new FakeJira(true, 3_000, 5)) {
      long id = begin(jira, order(jira, jira.credentials())).get("id").longValue();
      await().atMost(Duration.ofSeconds(60)).until(() -> view(id).get("done").longValue() > 0);
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/cancel", "").status()).isEqualTo(202);

      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(2))
          .until(() -> state(id).equals("cancelled"));
      JsonNode cancelled = view(id);
      assertThat(cancelled.get("step").textValue()).isEqualTo("history");
      assertThat(cancelled.get("done").longValue()).isLessThan(3_000);
    }
  }

  @Test
  void aStoppedImportStaysSoUntilItIsRestarted() {
    try (FakeJira jira = new FakeJira(true, 500, 1)) {
      jira.answerAfter(Duration.ofMillis(300));
      long id = begin(jira, order(jira, jira.credentials())).get("id").longValue();
      await().atMost(Duration.ofSeconds(20)).until(() -> view(id).get("fetched").longValue() > 0);
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/stop", "").status()).isEqualTo(202);
      await().atMost(Duration.ofSeconds(5)).until(() -> state(id).equals("stopped"));
      await().during(Duration.ofSeconds(3)).until(() -> state(id).equals("stopped"));
      assertThat(view(id).get("done").longValue()).isZero();

      jira.answerAfter(Duration.ZERO);
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/restart", "").status())
          .as("its credentials are kept")
          .isEqualTo(202);

      JsonNode done = ended(id);
      assertThat(done.get("state").textValue()).as(done.toString()).isEqualTo("done");
      assertThat(done.get("done").longValue()).isEqualTo(500);
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/stop", "").status()).isEqualTo(409);
    }
  }

  @Test
  void administratorsWhoWatchSeeHowFarItIsAndOthersDoNot() throws IOException {
    try (FakeJira jira = new FakeJira(true, 200, 1);
        Stream<String> others = watched("viewer:viewer");
        Stream<String> lines = watched("admin:admin")) {
      jira.answerAfter(Duration.ofMillis(700));
      long id = begin(jira, order(jira, jira.credentials())).get("id").longValue();
      String seen =
          lines
              .filter(line -> line.startsWith("data:") && line.contains("\"id\":" + id + ","))
              .filter(line -> line.contains("\"remaining\""))
              .findFirst()
              .orElseThrow();

      assertThat(seen).contains("\"step\":\"issues\"", "\"total\":200", "\"issuesPerSecond\":");
      assertThat(others.limit(5)).isNotEmpty().noneMatch(line -> line.contains("import"));
      assertThat(ended(id).get("state").textValue()).isEqualTo("done");
    }
  }

  private static Stream<String> watched(String account) throws IOException {
    HttpURLConnection stream =
        (HttpURLConnection) URI.create(Carillon.BASE + "/api/v1/stream").toURL().openConnection();
    byte[] pair = account.getBytes(StandardCharsets.US_ASCII);
    stream.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    stream.setReadTimeout(20_000);
    return new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))
        .lines()
        .limit(1000)
        .onClose(stream::disconnect);
  }

  @Test
  void aCancelledImportStopsWithinTwoSecondsWhileItReads() {
    try (FakeJira jira = new FakeJira(false, 500, 1)) {
      long id = begin(jira, order(jira, jira.credentials())).get("id").longValue();
      await().atMost(Duration.ofSeconds(20)).until(() -> jira.requests() > 3);
      jira.failEvery(1);
      long asked = System.nanoTime();
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/cancel", "").status()).isEqualTo(202);

      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(2))
          .until(() -> state(id).equals("cancelled"));
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
      assertThat(ADMIN.post("/api/v1/imports/" + id + "/cancel", "").status()).isEqualTo(409);
    }
  }

  private static JsonNode begin(FakeJira jira, String order) {
    Api.Answer begun = ADMIN.post("/api/v1/imports/jira", order);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.text()).doesNotContain(jira.credentials().header());
    return begun.json();
  }

  private String order(FakeJira jira, Credentials credentials) {
    Api.Answer project =
        ADMIN.post(
            "/api/v1/projects",
            json(
                "{'shortName': '%s%d', 'name': 'Imported', 'visibility': 'public'}"
                    .formatted(name, System.nanoTime())));
    return """
        {"url": "%s", "auth": %s, "jql": "project = DEMO order by created", "requestedBy": "%s",
         "newTracker": {"projectId": %d, "itemName": "issue", "name": "Issues"}}
        """
        .formatted(
            jira.url(), credentials(credentials), asker, project.json().get("id").longValue());
  }

  private static String auth(Credentials credentials) {
    return "{\"auth\": " + credentials(credentials) + "}";
  }

  private static String credentials(Credentials credentials) {
    return credentials.cloud()
        ? json("{'email': '%s', 'token': '%s'}".formatted(credentials.email(), credentials.token()))
        : json("{'pat': '%s'}".formatted(credentials.pat()));
  }

  private static JsonNode ended(long id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !state(id).equals("running") && !state(id).equals("waiting"));
    return ADMIN.get("/api/v1/imports/" + id).json();
  }

  private static JsonNode view(long id) {
    return ADMIN.get("/api/v1/imports/" + id).json();
  }

  private static String state(long id) {
    return view(id).get("state").textValue();
  }

  private static JsonNode artifacts(long tracker) {
    return ADMIN.get("/api/v1/trackers/" + tracker + "/artifacts?limit=200").json().get("items");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
