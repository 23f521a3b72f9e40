package carillon.tracker.api;

import static carillon.tracker.api.TrackerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Api;
import carillon.it.Carillon;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A producer writes, and lets nobody read more than an administrator allows. */
@ArquillianTest
class ReadAccessIT {
  private static final Api ADMIN = Api.as("admin");
  private static final Api PRODUCER = Api.as("producer");

  private final TrackerFixture site = new TrackerFixture();
  private final String tracker = "/api/v1/trackers/" + site.tracker;
  private final String project = "/api/v1/projects/" + site.project;
  private final String devs = project + "/groups/devs";

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void aProducerOwnsWebhooksInItsOwnNameOnly() {
    String carols =
        "{'url': 'http://127.0.0.1:9/carol', 'owner': '%s'}".formatted(site.user("carol"));
    onlyAdmin("PUT", tracker + "/webhooks", "[" + carols + "]", "owner is not 'producer'");

    ADMIN.post(
        "/api/v1/users", json("{'username':'producer','realName':'P','email':'p@x.example'}"));
    String own = "{'url': 'http://127.0.0.1:9/producer', 'owner': 'producer'}";
    Api.Answer set = PRODUCER.put(tracker + "/webhooks", json("[" + own + "]"));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.text()).contains("/producer").doesNotContain("/carol");
    String takeover = "[" + own.replace("9/producer", "9/carol") + "]";
    assertThat(PRODUCER.put(tracker + "/webhooks", json(takeover)).status()).isEqualTo(403);
    assertThat(ADMIN.get(tracker + "/webhooks").json()).hasSize(2);
  }

  @Test
  void onlyAnAdministratorChangesAnAddress() {
    String carol = "/api/v1/users/" + site.user("carol");
    onlyAdmin("PATCH", carol, "{'email': 'mallory@x.example'}", "e-mail address");
    String audit =
        ADMIN.get("/api/v1/audit?method=PATCH&limit=2&path=" + site.user("carol")).text();
    assertThat(audit)
        .contains("\"producer\"", "\"admin\"", "changes=[email]")
        .doesNotContain("mallory");
    passes(PRODUCER.send("PATCH", carol, json("{'realName': 'Carol C'}"), Map.of()));
    passes(PRODUCER.send("PATCH", carol, json("{'status': 'restricted'}"), Map.of()));
    onlyAdmin("PATCH", carol, "{'status': 'active'}", "status restricted");
  }

  @Test
  void onlyAnAdministratorAddsMembersToAGroupThatGuardsSomething() {
    String more = "{'members': ['%s', '%s']}".formatted(site.user("alice"), site.user("carol"));
    passes(PRODUCER.put(devs, json("{'members': ['%s']}".formatted(site.user("alice")))));
    site.artifact("{}");
    String comment =
        "{'submittedBy': '%s', 'comment': {'body': 'For devs', 'groups': ['devs']}}"
            .formatted(site.user("alice"));
    long artifact = site.artifact("{}");
    passes(PRODUCER.post("/api/v1/artifacts/" + artifact + "/changesets", json(comment)));
    onlyAdmin("PUT", devs, more, "group that permissions refer to");
    passes(PRODUCER.put(devs, json("{'members': []}")));
  }

  @Test
  void everyPlaceThatNamesAGroupGuardsIt() {
    String readGroups = "{'fields': [{'name': 'points', 'readGroups': ['devs']}]}";
    String rule = "[{'addresses': [], 'groups': ['devs'], 'checkPermissions': false}]";
    guards("PATCH", "", "{'viewGroups': ['devs']}");
    guards("PATCH", "", readGroups);
    guards("PUT", "/notification-rules", rule);
    guards(
        "POST",
        "/artifacts",
        "{'submittedBy': '%s', 'viewGroups': ['devs']}".formatted(site.user("alice")));
  }

  @Test
  void onlyAnAdministratorLetsMoreSee() {
    passes(PRODUCER.send("PATCH", tracker, json("{'viewGroups': ['devs']}"), Map.of()));
    onlyAdmin("PATCH", tracker, "{'viewGroups': []}", "see the tracker");
    String points = "{'fields': [{'name': 'points', 'readGroups': [%s]}]}";
    passes(PRODUCER.send("PATCH", tracker, json(points.formatted("'devs'")), Map.of()));
    onlyAdmin("PATCH", tracker, points.formatted(""), "see the field points");
    String artifact = "/api/v1/artifacts/" + site.artifact("{}") + "/changesets";
    String shown = "{'submittedBy': '%s', 'viewGroups': [%s]}";
    passes(PRODUCER.post(artifact, json(shown.formatted(site.user("alice"), "'devs'"))));
    onlyAdmin("POST", artifact, shown.formatted(site.user("alice"), ""), "see the artifact");
  }

  @Test
  void onlyAnAdministratorOpensAPrivateProject() {
    passes(PRODUCER.send("PATCH", project, json("{'visibility': 'private'}"), Map.of()));
    onlyAdmin("PUT", project + "/members/" + site.user("carol"), "", "private project");
    onlyAdmin("PATCH", project, "{'visibility': 'public'}", "private project public");
  }

  @Test
  void rulesWithoutPermissionChecksAreTheAdministrators() {
    String rule = "[{'addresses': ['list@x.example'], 'checkPermissions': false}]";
    onlyAdmin("PUT", tracker + "/notification-rules", rule, "checkPermissions false");
  }

  /** A request that names the group devs makes it guard something. */
  private void guards(String method, String path, String body) {
    TrackerFixture own = new TrackerFixture();
    String text = json(body.replace(site.suffix, own.suffix));
    passes(ADMIN.send(method, "/api/v1/trackers/" + own.tracker + path, text, Map.of()));
    String members = json("{'members': ['%s']}".formatted(own.user("carol")));
    String group = "/api/v1/projects/" + own.project + "/groups/devs";
    assertThat(PRODUCER.put(group, members).status()).as(body).isEqualTo(403);
  }

  private static void onlyAdmin(String method, String path, String body, String named) {
    Api.Answer refused = PRODUCER.send(method, path, json(body), Map.of());
    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.json().get("detail").textValue()).contains(named, "carillon-admin");
    passes(ADMIN.send(method, path, json(body), Map.of()));
  }

  private static void passes(Api.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
  }
}
