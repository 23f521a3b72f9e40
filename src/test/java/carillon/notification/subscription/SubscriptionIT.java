package carillon.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Api;
import carillon.it.Carillon;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Subscriptions over HTTP, and the page behind the link of a mail, on the real server. */
@ArquillianTest
class SubscriptionIT {
  private static final Api API = Api.as("admin");

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  private static long created(String path, String body) {
    Api.Answer answer = API.post("/api/v1/" + path, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return (answer.json().has("id") ? answer.json().get("id") : answer.json().get("artifactId"))
        .longValue();
  }

  private static long tracker(String name) {
    long project =
        created(
            "projects",
            "{'shortName': '%s', 'name': 'Subscriptions', 'visibility': 'public'}".formatted(name));
    created(
        "users",
        "{'username': '%s', 'realName': 'Ann', 'email': '%s@example.org'}".formatted(name, name));
    return created(
        "projects/" + project + "/trackers",
        "{'itemName': 'bug', 'name': 'Bugs', 'fields': [{'name': 'title', 'type': 'string'}]}");
  }

  @Test
  void aModeIsChosenListedAndForgotten() {
    long tracker = tracker("modes");
    String list = "/api/v1/trackers/" + tracker + "/subscriptions";
    assertThat(API.put(list + "/modes", "{\"mode\": \"status-only\"}").status()).isEqualTo(204);
    assertThat(API.get(list).json().get("items").toString())
        .isEqualTo("[{\"username\":\"modes\",\"mode\":\"status-only\"}]");

    Api.Answer refused = API.put(list + "/modes", "{\"mode\": \"sometimes\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("creation-only");
    assertThat(API.put(list + "/nobody", "{\"mode\": \"none\"}").status()).isEqualTo(404);
    assertThat(API.delete(list + "/modes").status()).isEqualTo(204);
    assertThat(API.get(list).json().get("items")).isEmpty();
  }

  @Test
  void anArtifactIsLeftAndJoinedAgain() {
    long artifact =
        created(
            "trackers/" + tracker("leaver") + "/artifacts",
            "{'submittedBy': 'leaver', 'values': {'title': 'T'}}");
    String path = "/api/v1/artifacts/" + artifact + "/subscriptions/leaver";
    assertThat(API.put(path, "{\"mode\": \"none\"}").status()).isEqualTo(204);
    assertThat(API.put(path, "{\"mode\": \"involved\"}").status()).isEqualTo(400);
    assertThat(API.delete(path).status()).isEqualTo(204);
  }

  @Test
  void anUnknownLinkIsToldSoAndNeedsNoAccount() {
    Api.Answer page = Api.anonymous().get("/unsubscribe/AAAA");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    assertThat(Api.anonymous().send("POST", "/unsubscribe/AAAA", "", form).status()).isEqualTo(404);
  }
}
