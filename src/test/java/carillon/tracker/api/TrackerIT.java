package carillon.tracker.api;

import static carillon.tracker.api.TrackerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Api;
import carillon.it.Carillon;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The tracker over HTTP, in the real server. */
@ArquillianTest
class TrackerIT {
  private static final Api ADMIN = Api.as("admin");
  private static final Api PRODUCER = Api.as("producer");
  private static final Api VIEWER = Api.as("viewer");

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void writtenResourcesAreReadBack() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'title': 'It breaks', 'points': 3, 'tags': ['c', 'a']}");
    Api.Answer answer = VIEWER.get("/api/v1/artifacts/" + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).isPresent();
    assertThat(answer.json().get("values").toString())
        .isEqualTo(
            json(
                "{'title':'It breaks','status':null,'points':3,'tags':['a','c'],"
                    + "'assignee':null,'by':'%s'}".formatted(site.user("alice"))));
  }

  @Test
  void addressesThatOneMayNotSeeAreNotLostByWritingBackWhatOneSaw() {
    String path = "/api/v1/trackers/" + new TrackerFixture().tracker + "/notification-rules";
    ADMIN.put(path, json("[{'addresses': ['list@example.org']}]"));
    Api.Answer seen = VIEWER.get(path);
    assertThat(seen.json().at("/0/addresses").isNull()).isTrue();
    Api.Answer refused = PRODUCER.put(path, seen.text());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(errors(refused)).containsKey("[0].addresses");
    assertThat(ADMIN.get(path).text()).contains("list@example.org");
  }

  @Test
  void aChangesetTellsOldAndNew() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'title': 'It breaks', 'status': 'open', 'points': 3}");
    assertThat(site.change(id, "{'status': 'closed', 'points': null}").status()).isEqualTo(201);
    JsonNode second = changesets(id).get(1);
    assertThat(second.get("sequence").intValue()).isEqualTo(2);
    assertThat(second.get("changes").toString())
        .isEqualTo(
            json(
                "[{'field':'points','old':3,'new':null},"
                    + "{'field':'status','old':'open','new':'closed'}]"));
  }

  @Test
  void aChangeThatChangesNothingIsNotRecorded() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'status': 'open'}");
    Api.Answer again = site.change(id, "{'status': 'open'}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("notification").textValue()).isEqualTo("none");
    assertThat(changesets(id)).hasSize(1);
  }

  @Test
  void aStaleVersionIsRefusedAndThePresentOnePasses() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'points': 1}");
    String path = "/api/v1/artifacts/" + id;
    String tag = VIEWER.get(path).headers().firstValue("ETag").orElseThrow();
    String change = change(site, 2);
    Map<String, String> header = Map.of("If-Match", tag);
    assertThat(PRODUCER.send("POST", path + "/changesets", change, header).status()).isEqualTo(201);
    Api.Answer stale = PRODUCER.send("POST", path + "/changesets", change(site, 3), header);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(type(stale)).isEqualTo("application/problem+json");
    assertThat(changesets(id)).hasSize(2);
  }

  @Test
  void updatesAtOnceFollowEachOtherAndNoneIsLost() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'points': 0}");
    String path = "/api/v1/artifacts/" + id + "/changesets";
    List<Api.Answer> answers = atOnce(20, i -> PRODUCER.post(path, change(site, i)));
    assertThat(answers).allMatch(answer -> answer.status() == 201);

    List<JsonNode> all = changesets(id);
    assertThat(all).extracting(c -> c.get("sequence").intValue()).isEqualTo(upTo(21));
    for (int i = 1; i < all.size(); i++) {
      assertThat(points(all.get(i)).get("old")).isEqualTo(points(all.get(i - 1)).get("new"));
    }
  }

  @Test
  void oneOfManyWritersWithTheSameVersionWins() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'points': 0}");
    String path = "/api/v1/artifacts/" + id;
    String tag = VIEWER.get(path).headers().firstValue("ETag").orElseThrow();
    Map<String, String> header = Map.of("If-Match", tag);
    List<Api.Answer> answers =
        atOnce(10, i -> PRODUCER.send("POST", path + "/changesets", change(site, i), header));
    assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(201).contains(412);
    assertThat(changesets(id)).hasSize(2);
  }

  @Test
  void everyBadFieldIsNamedWithWhatIsAllowed() {
    TrackerFixture site = new TrackerFixture();
    Api.Answer answer =
        PRODUCER.post(
            "/api/v1/trackers/" + site.tracker + "/artifacts",
            json(
                "{'submittedBy': 'nobody', 'values': {'status': 'opened', 'points': 'x',"
                    + " 'assignee': 'nobody', 'colour': 'red'}, 'viewGroups': ['qa']}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(type(answer)).isEqualTo("application/problem+json");
    assertThat(errors(answer))
        .containsOnlyKeys(
            "submittedBy",
            "values.status",
            "values.points",
            "values.assignee",
            "values.colour",
            "viewGroups[0]");
    assertThat(errors(answer).get("values.status")).contains("open, closed");
    assertThat(errors(answer).get("viewGroups[0]")).contains("devs");
  }

  @Test
  void anUnknownPropertyAndABrokenBodyAreNamed() {
    assertThat(errors(PRODUCER.post("/api/v1/projects", json("{'shortNme': 'x'}"))))
        .containsOnlyKeys("shortNme");
    assertThat(errors(PRODUCER.post("/api/v1/projects", json("{'shortName': '- -', 'name': ''}"))))
        .containsOnlyKeys("shortName", "name", "visibility");
    assertThat(errors(PRODUCER.post("/api/v1/projects", "{"))).containsOnlyKeys("body");
  }

  @Test
  void theServersOwnRefusalsAreProblemsToo() {
    List<Api.Answer> refused =
        List.of(
            ADMIN.get("/api/v1/artifacts/999999"),
            ADMIN.get("/api/v1/no-such-thing"),
            ADMIN.put("/api/v1/projects", "{}"),
            ADMIN.send("GET", "/api/v1/projects", "", Map.of("Accept", "text/html")),
            VIEWER.post("/api/v1/projects", "{}"),
            Api.anonymous().post("/api/v1/projects", "{}"));
    assertThat(refused)
        .extracting(Api.Answer::status)
        .containsExactly(404, 404, 405, 406, 403, 401);
    assertThat(refused).extracting(TrackerIT::type).containsOnly("application/problem+json");
    assertThat(refused.get(2).headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
  }

  @Test
  void unreadableRequestIsAProblemDocument() {
    String projects = "/api/v1/projects";
    String deep = "[".repeat(2000);
    Api.Answer nested = PRODUCER.post(projects, "{\"a\":" + deep);
    Api.Answer anyType = PRODUCER.send("PATCH", projects + "/1", "", Map.of("Content-Type", "*/*"));
    Api.Answer noType = PRODUCER.send("POST", projects, "", Map.of("Content-Type", "garbage"));
    Api.Answer noText = PRODUCER.get(projects + "/%ff");

    assertThat(List.of(nested.status(), anyType.status(), noType.status(), noText.status()))
        .containsExactly(400, 415, 400, 400);
    for (Api.Answer answer : List.of(nested, anyType, noType, noText)) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(nested.json().at("/errors/0/field").textValue()).isEqualTo("body");
  }

  @Test
  void viewersSeeNoAddressesAndNoPrivateComments() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{'title': 'x'}");
    Api.Answer saved =
        PRODUCER.post(
            "/api/v1/artifacts/" + id + "/changesets",
            json(
                "{'submittedBy': 'jane@elsewhere.example',"
                    + " 'comment': {'body': 'for devs only', 'groups': ['devs']}}"));
    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    String changesets = "/api/v1/artifacts/" + id + "/changesets";
    String user = "/api/v1/users/" + site.user("bob");
    assertThat(VIEWER.get(changesets).text()).doesNotContain("elsewhere", "for devs only");
    assertThat(ADMIN.get(changesets).text()).contains("elsewhere", "for devs only");
    assertThat(VIEWER.get(user).text()).doesNotContain("tracker.example");
    assertThat(ADMIN.get(user).text()).contains("tracker.example");
  }

  @Test
  void aBulkChangeTellsWhatBecameOfEach() {
    TrackerFixture site = new TrackerFixture();
    long open = site.artifact("{'status': 'open'}");
    long closed = site.artifact("{'status': 'closed'}");
    Api.Answer answer =
        PRODUCER.post(
            "/api/v1/trackers/" + site.tracker + "/bulk-changes",
            json("{'artifactIds': [%d, %d, 999999], 'values': {'status': 'closed'},"
                    + " 'submittedBy': '%s'}")
                .formatted(open, closed, site.user("bob")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/changed/0/artifactId").longValue()).isEqualTo(open);
    assertThat(answer.json().at("/unchanged/0").longValue()).isEqualTo(closed);
    assertThat(answer.json().at("/failed/0/artifactId").longValue()).isEqualTo(999999);
  }

  @Test
  void aRepeatedKeyWritesOnce() {
    TrackerFixture site = new TrackerFixture();
    String path = "/api/v1/trackers/" + site.tracker + "/artifacts";
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + site.suffix);
    String first = json("{'submittedBy': '%s', 'values': {}}".formatted(site.user("bob")));
    String other = json("{'submittedBy': '%s', 'values': {}}".formatted(site.user("alice")));
    Api.Answer once = PRODUCER.send("POST", path, first, key);
    Api.Answer again = PRODUCER.send("POST", path, first, key);
    assertThat(once.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(once.text());
    assertThat(PRODUCER.send("POST", path, other, key).status()).isEqualTo(409);
    assertThat(VIEWER.get(path).json().get("items")).hasSize(1);
  }

  @Test
  void pagesFollowEachOther() {
    TrackerFixture site = new TrackerFixture();
    for (int i = 0; i < 3; i++) {
      site.artifact("{'points': " + i + "}");
    }
    String path = "/api/v1/trackers/" + site.tracker + "/artifacts?limit=2";
    JsonNode first = VIEWER.get(path).json();
    JsonNode last = VIEWER.get(path + "&cursor=" + first.get("next").textValue()).json();
    assertThat(first.get("items")).hasSize(2);
    assertThat(last.get("items")).hasSize(1);
    assertThat(last.get("next").isNull()).isTrue();
  }

  @Test
  void aGroupInUseStaysAndADeletedArtifactIsGone() {
    TrackerFixture site = new TrackerFixture();
    long id = site.artifact("{}");
    String tracker = "/api/v1/trackers/" + site.tracker;
    assertThat(PRODUCER.send("PATCH", tracker, json("{'viewGroups': ['devs']}"), Map.of()).status())
        .isEqualTo(200);
    assertThat(ADMIN.delete("/api/v1/projects/" + site.project + "/groups/devs").status())
        .isEqualTo(409);
    assertThat(PRODUCER.delete("/api/v1/artifacts/" + id).status()).isEqualTo(403);
    assertThat(ADMIN.delete("/api/v1/artifacts/" + id).status()).isEqualTo(204);
    assertThat(VIEWER.get("/api/v1/artifacts/" + id).status()).isEqualTo(404);
    assertThat(site.change(id, "{'points': 1}").status()).isEqualTo(404);
  }

  @Test
  void whoeverLeavesAProjectLeavesItsGroups() {
    TrackerFixture site = new TrackerFixture();
    String project = "/api/v1/projects/" + site.project;
    assertThat(ADMIN.delete(project + "/members/" + site.user("bob")).status()).isEqualTo(204);
    assertThat(VIEWER.get(project).json().get("groups").toString())
        .contains(site.user("alice"))
        .doesNotContain(site.user("bob"));
  }

  @Test
  void aUserNameIsTakenInAnyCase() {
    TrackerFixture site = new TrackerFixture();
    String user =
        "{'username': '%s', 'realName': 'A', 'email': 'a@x.example'}".formatted(site.user("ALICE"));
    assertThat(PRODUCER.post("/api/v1/users", json(user)).status()).isEqualTo(409);
  }

  private static List<Api.Answer> atOnce(int count, IntFunction<Api.Answer> request) {
    List<CompletableFuture<Api.Answer>> running =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> request.apply(i), task -> new Thread(task).start()))
            .toList();
    return running.stream().map(CompletableFuture::join).toList();
  }

  private static String change(TrackerFixture site, int points) {
    return json("{'submittedBy': '%s', 'values': {'points': %d}}")
        .formatted(site.user("bob"), points);
  }

  private static List<JsonNode> changesets(long artifact) {
    List<JsonNode> all = new ArrayList<>();
    VIEWER
        .get("/api/v1/artifacts/" + artifact + "/changesets?limit=200")
        .json()
        .get("items")
        .forEach(all::add);
    return all;
  }

  private static JsonNode points(JsonNode changeset) {
    return StreamSupport.stream(changeset.get("changes").spliterator(), false)
        .filter(change -> change.get("field").textValue().equals("points"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> errors(Api.Answer answer) {
    return StreamSupport.stream(answer.json().get("errors").spliterator(), false)
        .collect(
            Collectors.toMap(
                error -> error.get("field").textValue(), error -> error.get("detail").textValue()));
  }

  private static String type(Api.Answer answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
