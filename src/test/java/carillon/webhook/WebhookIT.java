package carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import carillon.outbound.Endpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks over HTTP, in the real server, with a real queue and a real receiver. */
@ArquillianTest
class WebhookIT {
  private static final Api ADMIN = Api.as("admin");
  private static final Api VIEWER = Api.as("viewer");
  private static int count;

  private final Endpoint endpoint = new Endpoint();
  private final String name = "hook" + ++count;
  private long tracker;

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @BeforeEach
  void tracker() {
    created(
        "/api/v1/users",
        "{'username': '%s', 'realName': 'Owner', 'email': 'o@x.example'}".formatted(name));
    long project =
        created(
            "/api/v1/projects",
            "{'shortName': '%s', 'name': 'Hooks', 'visibility': 'public'}".formatted(name));
    tracker =
        created(
            "/api/v1/projects/" + project + "/trackers",
            "{'itemName': 'bug', 'name': 'Bugs', 'fields': [{'name': 'title', 'type': 'string'}]}");
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void aSaveIsToldSignedAndTheSecretShownOnce() throws Exception {
    JsonNode hook = set("{'url': '%s', 'owner': '%s'}".formatted(endpoint.uri(), name)).get(0);
    String secret = hook.get("secret").textValue();
    save();

    await().atMost(Duration.ofSeconds(10)).until(() -> endpoint.received().size() == 1);
    verify(secret, endpoint.received().get(0));
    assertThat(endpoint.received().get(0).body())
        .contains("\"action\":\"create\"")
        .contains("\"title\":\"It rings\"");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> deliveries(hook).get(0).get("state").textValue().equals("delivered"));
    String shown = ADMIN.get(hooks()).text();
    assertThat(shown).contains(endpoint.uri().toString()).doesNotContain(secret);
  }

  /** What is kept under an Idempotency-Key would show it again for a day. */
  @Test
  void aSecretIsShownOnceEvenUnderOneKey() {
    String wanted = json("[{'url': '%s', 'owner': '%s'}]".formatted(endpoint.uri(), name));
    Map<String, String> key = Map.of("Idempotency-Key", "hook-" + name);
    Api.Answer first = ADMIN.send("PUT", hooks(), wanted, key);
    String secret = first.json().get(0).get("secret").textValue();

    Api.Answer second = ADMIN.send("PUT", hooks(), wanted, key);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).doesNotContain(secret).doesNotContain("whsec_");
  }

  @Test
  void anotherSecretSignsBesideTheOldOne() throws Exception {
    String definition = "{'url': '%s', 'owner': '%s'%s}";
    String old =
        set(definition.formatted(endpoint.uri(), name, "")).get(0).get("secret").textValue();
    JsonNode hook = set(definition.formatted(endpoint.uri(), name, ", 'secret': 'new'")).get(0);

    Api.Answer ping = ADMIN.post("/api/v1/webhooks/" + hook.get("id") + "/ping", "");

    assertThat(ping.json().get("state").textValue()).as(ping.text()).isEqualTo("delivered");
    verify(old, endpoint.received().get(0));
    verify(hook.get("secret").textValue(), endpoint.received().get(0));
  }

  @Test
  void failedDeliveryIsReplayed() {
    endpoint.answers(500, "broken");
    JsonNode hook = set("{'url': '%s', 'owner': '%s'}".formatted(endpoint.uri(), name)).get(0);
    save();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                deliveries(hook).size() == 1
                    && deliveries(hook).get(0).get("attempts").intValue() == 1);
    JsonNode failed = deliveries(hook).get(0);
    assertThat(failed.get("answerBody").textValue()).isEqualTo("broken");
    assertThat(VIEWER.get(path(hook) + "/deliveries").text()).doesNotContain("broken");

    endpoint.answers(200, "fine");
    Api.Answer replayed =
        ADMIN.post(path(hook) + "/deliveries/" + failed.get("id") + "/replay", "");

    assertThat(replayed.json().get("state").textValue()).as(replayed.text()).isEqualTo("delivered");
    assertThat(replayed.json().get("messageId")).isEqualTo(failed.get("messageId"));
  }

  @Test
  void viewersSeeNoWholeAddress() {
    set("{'url': '%s?token=t', 'owner': '%s'}".formatted(endpoint.uri(), name));

    assertThat(VIEWER.get(hooks()).text()).contains("127.0.0.1").doesNotContain("token");
  }

  @Test
  void oneAddressIsOneWebhookHoweverItIsWritten() {
    String one = endpoint.uri().toString().replace("127.0.0.1", "LOCALHOST") + "/%7ea";
    String other = endpoint.uri().toString().replace("127.0.0.1", "localhost") + "/~a";
    String both = "[{'url': '%s', 'owner': '%s'}, {'url': '%s', 'owner': '%s'}]";

    Api.Answer refused = ADMIN.put(hooks(), json(both.formatted(one, name, other, name)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("[1].url").contains("appears more than once");

    JsonNode first = set("{'url': '%s', 'owner': '%s'}".formatted(one, name)).get(0);
    JsonNode again = set("{'url': '%s', 'owner': '%s'}".formatted(other, name)).get(0);
    assertThat(again.get("id")).isEqualTo(first.get("id"));
  }

  @Test
  void refusalNamesTheBadField() {
    Api.Answer refused =
        ADMIN.put(
            hooks(),
            json(
                "[{'url': 'http://169.254.169.254/', 'owner': 'nobody', 'secret': 'short'},"
                    + " {'url': 'file:///etc/passwd', 'owner': '%s'},".formatted(name)
                    + " {'url': 'http://127.0.0.1:88888/', 'owner': '%s'}]".formatted(name)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("[0].url", "[0].owner", "[0].secret", "[1].url", "[2].url");
    assertThat(ADMIN.get(hooks()).json()).isEmpty();
  }

  private void verify(String secret, Endpoint.Received received) throws Exception {
    HttpHeaders headers =
        HttpHeaders.of(
            received.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            (header, value) -> true);
    new com.standardwebhooks.Webhook(secret).verify(received.body(), headers);
  }

  private JsonNode set(String definition) {
    Api.Answer answer = ADMIN.put(hooks(), json("[" + definition + "]"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void save() {
    created(
        "/api/v1/trackers/" + tracker + "/artifacts",
        "{'submittedBy': '%s', 'values': {'title': 'It rings'}}".formatted(name));
  }

  private JsonNode deliveries(JsonNode hook) {
    return ADMIN.get(path(hook) + "/deliveries").json().get("items");
  }

  private String hooks() {
    return "/api/v1/trackers/" + tracker + "/webhooks";
  }

  private static String path(JsonNode hook) {
    return "/api/v1/webhooks/" + hook.get("id");
  }

  private static long created(String path, String body) {
    Api.Answer answer = ADMIN.post(path, json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").longValue();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
