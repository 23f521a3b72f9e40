package carillon.notification.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Api;
import carillon.it.Carillon;
import carillon.it.Services;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
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

  private static String linkOfMailTo(String address) throws MessagingException {
    Awaitility.await().until(() -> !Services.mailsTo(address).isEmpty());
    String header = Services.mailsTo(address).get(0).getHeader("List-Unsubscribe", null);
    assertThat(header).startsWith("<" + Carillon.BASE + "/unsubscribe/").endsWith(">");
    return header.substring(1 + Carillon.BASE.length(), header.length() - 1);
  }

  @Test
  void theLinkOfAMailShowsWhatCanBeChosenAndOnlyPostActs() throws Exception {
    long tracker = tracker("clicker");
    String list = "/api/v1/trackers/" + tracker + "/subscriptions";
    created(
        "trackers/" + tracker + "/artifacts",
        "{'submittedBy': 'clicker', 'values': {'title': 'T'}}");
    String link = linkOfMailTo("clicker@example.org");

    Api.Answer page = Api.anonymous().get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("name=\"scope\" value=\"artifact\"", "Fewer mails");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(API.get(list).json().get("items")).isEmpty();

    // What a mail program sends (RFC 8058).
    assertThat(posted(link, "List-Unsubscribe=One-Click")).isEqualTo(200);
    assertThat(API.get(list).text()).contains("\"mode\":\"none\"");
    assertThat(posted(link, "scope=tracker&wanted=true")).isEqualTo(200);
    assertThat(API.get(list).json().get("items")).isEmpty();
    assertThat(posted(link, "scope=all&wanted=false")).isEqualTo(200);
    assertThat(API.get("/api/v1/users/clicker").json().get("unsubscribedFromAll").booleanValue())
        .isTrue();
  }

  private static int posted(String link, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Carillon.BASE + link))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aBulkChangeIsOneMailPerPerson() throws Exception {
    long tracker = tracker("bulker");
    List<Long> artifacts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      artifacts.add(
          created(
              "trackers/" + tracker + "/artifacts",
              "{'submittedBy': 'guest@example.com', 'values': {'title': 'T'},"
                  + " 'sendNotifications': false}"));
    }
    assertThat(
            API.put(
                    "/api/v1/trackers/" + tracker + "/subscriptions/bulker",
                    "{\"mode\": \"every-change\"}")
                .status())
        .isEqualTo(204);

    Api.Answer changed =
        API.post(
            "/api/v1/trackers/" + tracker + "/bulk-changes",
            "{\"artifactIds\": %s, \"submittedBy\": \"guest@example.com\", \"values\": {\"title\": \"U\"}}"
                .formatted(artifacts));

    assertThat(changed.json().get("changed")).hasSize(20);
    Awaitility.await().until(() -> !Services.mailsTo("bulker@example.org").isEmpty());
    long first = changed.json().get("changed").get(0).get("changesetId").longValue();
    Api.Answer told = API.get("/api/v1/changesets/" + first + "/deliveries");
    assertThat(told.json().get("task").get("coalescedInto").isNumber()).isTrue();
    assertThat(Services.mailsTo("bulker@example.org"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.getSubject()).isEqualTo("[bug] 20 changed at once"));
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
