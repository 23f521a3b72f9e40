package carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jobs API, on the real server; the queue is paused so that jobs stay where they were put. */
@ArquillianTest
class JobsIT {
  private static final String QUEUE = "/api/v1/queues/webhooks";
  private static final String MALFORMED =
      "{\"filter\":{\"error\":\"MALFORMED\",\"eventName\":\"tuleap.tracker.artifact\"}";

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @BeforeEach
  void pause() {
    assertThat(Api.as("admin").post(QUEUE + "/pause", "").json().get("paused").asBoolean())
        .isTrue();
  }

  @AfterEach
  void resume() {
    for (JsonNode job : ready()) {
      Api.as("admin").delete("/api/v1/jobs/" + job.get("id").asText());
    }
    Api.as("admin").post(QUEUE + "/resume", "");
  }

  @Test
  void aWaitingJobIsCancelledAtOnce() {
    // A worker that already waits may take one job before it sees the pause.
    put("it.first", "");
    String id = put("it.cancel", ",\"keep\":\"PT1M\"").json().get("id").asText();

    assertThat(Api.as("producer").delete("/api/v1/jobs/" + id).status()).isEqualTo(403);
    assertThat(Api.as("admin").delete("/api/v1/jobs/" + id).status()).isEqualTo(204);
    assertThat(Api.as("admin").delete("/api/v1/jobs/" + id).status()).isEqualTo(409);
    assertThat(Api.as("viewer").get("/api/v1/jobs/" + id).json().get("state").asText())
        .isEqualTo("cancelled");
    assertThat(Api.as("admin").delete("/api/v1/jobs/webhooks-1-64").status()).isEqualTo(404);
  }

  @Test
  void aSecondJobOfTheSameKeyIsTheFirst() {
    put("it.first", "");
    String more = ",\"uniqueKey\":\"only-one\",\"ttl\":\"PT1H\"";
    String first = put("it.unique", more).json().get("id").asText();

    assertThat(put("it.unique", more).json().get("id").asText()).isEqualTo(first);
    Api.as("admin").delete("/api/v1/jobs/" + first);
    assertThat(put("it.unique", more).json().get("id").asText()).isNotEqualTo(first);

    String window = ",\"uniqueKey\":\"once\",\"uniqueFor\":\"PT1H\"";
    String once = put("it.unique", window).json().get("id").asText();
    Api.as("admin").delete("/api/v1/jobs/" + once);
    assertThat(put("it.unique", window).json().get("id").asText()).isNotEqualTo(once);
    assertThat(put("it.unique", ",\"uniqueFor\":\"PT1H\"").status()).isEqualTo(400);
  }

  @Test
  void ofManyRequestsWithOneKeyAtOnceOneEnqueuesAndTheOthersHaveItsAnswerOrAreToldToWait() {
    Map<String, String> key = Map.of("Idempotency-Key", "it-" + System.nanoTime());
    List<Api.Answer> all =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> Api.as("producer").send("POST", "/api/v1/jobs", job("it.once", ""), key))
            .toList();

    assertThat(all.stream().filter(one -> one.status() == 202).map(one -> one.json().get("id")))
        .isNotEmpty()
        .containsOnly(
            all.stream()
                .filter(one -> one.status() == 202)
                .findAny()
                .orElseThrow()
                .json()
                .get("id"));
    assertThat(all.stream().filter(one -> one.status() != 202))
        .allMatch(
            one -> one.status() == 409 && one.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void manyJobsInOneRequestAreListedByPages() {
    put("it.first", "");
    String lines =
        job("it.bulk", "")
            + "\n"
            + job("it.bulk", ",\"priority\":\"highest\"")
            + "\n{\"unknown\":1}\n"
            + job("it.bulk", "");
    JsonNode answer =
        Api.as("producer")
            .send("POST", "/api/v1/jobs/bulk", "[" + lines.replace("\n", ",") + "]", Map.of())
            .json();
    assertThat(answer.get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.get("ids")).hasSize(2);
    assertThat(answer.get("rejected").findValuesAsText("index")).containsExactly("1", "2");
    String broken = job("it.bulk", "") + "\n{\"eventName\":\n";
    JsonNode line = Api.as("producer").send("POST", "/api/v1/jobs/bulk", broken, Map.of()).json();
    assertThat(line.get("accepted").asInt()).isEqualTo(1);
    assertThat(line.get("rejected").findValuesAsText("index")).containsExactly("1");

    String path = "/api/v1/jobs?state=ready&queue=webhooks&eventName=it.bulk&limit=1";
    JsonNode first = Api.as("viewer").get(path).json();
    JsonNode second = Api.as("viewer").get(path + "&cursor=" + first.get("next").asText()).json();
    assertThat(first.get("items").get(0).get("id")).isEqualTo(answer.get("ids").get(0));
    assertThat(second.get("items").get(0).get("id")).isEqualTo(answer.get("ids").get(1));
    assertThat(first.get("items").get(0).has("payload")).isFalse();
  }

  @Test
  void deadLettersAreFoundAndDeletedByFilter() {
    resume();
    Api.as("producer")
        .post("/api/v1/jobs", "{\"eventName\":\"tuleap.tracker.artifact\",\"payload\":{}}");
    String path = "/api/v1/jobs?state=dead&error=MALFORMED";
    await().until(() -> Api.as("viewer").get(path).json().get("items").size() > 0);

    JsonNode counted = dead("delete", MALFORMED + ",\"dryRun\":true}").json();
    assertThat(counted.get("matched").asInt()).isPositive();
    assertThat(counted.get("done").asInt()).isZero();
    assertThat(dead("delete", "{}").status()).isEqualTo(400);
    JsonNode deleted = dead("delete", MALFORMED + "}").json();
    assertThat(deleted.get("done").asInt()).isEqualTo(counted.get("matched").asInt());
    assertThat(Api.as("viewer").get(path).json().get("items")).isEmpty();
  }

  @Test
  void manyDeadLettersAreReplayedAndDeletedByAJob() {
    resume();
    String malformed =
        "{\"eventName\":\"tuleap.tracker.artifact\",\"payload\":{},\"keep\":\"PT0S\"}";
    String jobs = "[" + String.join(",", Collections.nCopies(1100, malformed)) + "]";
    Api.as("producer").post("/api/v1/jobs/bulk", jobs);
    await().until(() -> counted() == 1100);

    assertThat(finished(dead("replay", MALFORMED + "}"))).contains("1100 done");
    await().until(() -> counted() == 1100);
    assertThat(finished(dead("delete", MALFORMED + "}"))).contains("1100 done");
    assertThat(counted()).isZero();
  }

  @Test
  void invalidRequestNamesEachBadField() {
    assertThat(Api.as("viewer").get("/api/v1/jobs").json().findValuesAsText("field"))
        .containsExactly("state");
    assertThat(
            Api.as("viewer")
                .get("/api/v1/jobs?state=no&projectId=x&from=today&queue=q")
                .json()
                .findValuesAsText("field"))
        .containsExactlyInAnyOrder("state", "projectId", "from", "queue");
    assertThat(Api.as("viewer").get("/api/v1/jobs?state=dead&cursor=AAAA").status()).isEqualTo(400);
    assertThat(Api.as("admin").post("/api/v1/queues/none/pause", "").status()).isEqualTo(404);
  }

  @Test
  void thoseWhoWatchSeeNumbersAndJobs() throws IOException {
    HttpURLConnection stream =
        (HttpURLConnection) URI.create(Carillon.BASE + "/api/v1/stream").toURL().openConnection();
    stream.setRequestProperty(
        "Authorization",
        "Basic "
            + Base64.getEncoder()
                .encodeToString("viewer:viewer".getBytes(StandardCharsets.US_ASCII)));
    stream.setReadTimeout(20_000);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(stream.getContentType()).startsWith("text/event-stream");
      put("it.watched", "");
      Api.as("admin").post("/api/v1/mail/test", "{\"to\":\"watched@example.org\"}");
      Set<String> missing =
          new HashSet<>(
              Set.of(
                  "\"eventName\":\"it.watched\"",
                  "\"name\":\"webhooks\"",
                  "\"state\":\"running\"",
                  "\"state\":\"done\""));
      while (!missing.isEmpty()) {
        String line = lines.readLine();
        missing.removeIf(line::contains);
      }
    } finally {
      stream.disconnect();
    }
  }

  private static int counted() {
    return dead("delete", MALFORMED + ",\"dryRun\":true}").json().get("matched").asInt();
  }

  /** Waits for a job to end; its progress. */
  private static String finished(Api.Answer accepted) {
    assertThat(accepted.status()).isEqualTo(202);
    String job = "/api/v1/jobs/" + accepted.json().get("id").asText();
    await().until(() -> Api.as("viewer").get(job).json().get("state").asText().equals("done"));
    return Api.as("viewer").get(job).json().get("progress").toString();
  }

  private static Api.Answer dead(String action, String body) {
    return Api.as("admin").post("/api/v1/dead-letters/" + action, body);
  }

  private static Api.Answer put(String event, String more) {
    return Api.as("producer").post("/api/v1/jobs", job(event, more));
  }

  private static String job(String event, String more) {
    return "{\"eventName\":\"" + event + "\",\"queue\":\"webhooks\",\"payload\":{}" + more + "}";
  }

  private static Iterable<JsonNode> ready() {
    return Api.as("admin")
        .get("/api/v1/jobs?state=ready&queue=webhooks&limit=200")
        .json()
        .get("items");
  }
}
