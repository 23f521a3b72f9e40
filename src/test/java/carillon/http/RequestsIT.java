package carillon.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.it.Api;
import carillon.it.Carillon;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What holds for every request to the real server. */
@ArquillianTest
class RequestsIT {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Api PRODUCER = Api.as("producer");
  private static final int TOO_LONG = 10_000_001;

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void aTraceGoesFromTheRequestThroughTheJobToTheLinesOfItsMails() {
    long project = created("projects", "{'shortName':'traced','name':'T','visibility':'public'}");
    created("users", "{'username':'tracy','realName':'Tracy','email':'tracy@example.org'}");
    long tracker =
        created(
            "projects/" + project + "/trackers",
            "{'itemName':'bug','name':'Bugs','fields':[{'name':'title','type':'string'}]}");
    String path = "/api/v1/trackers/" + tracker + "/artifacts";
    String body = json("{'submittedBy':'tracy','values':{'title':'T'}}");
    Api.Answer saved = PRODUCER.send("POST", path, body, Map.of("traceparent", TRACE));
    Api.Answer untraced = PRODUCER.send("POST", path, body, Map.of("traceparent", "00-xyz"));

    await("lines of the mails")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(lines(saved))
                  .hasSize(2)
                  .allMatch(line -> line.matches(".*\\[notifications-[0-9-]+," + TRACE + "] .*"));
              assertThat(lines(untraced))
                  .hasSize(2)
                  .allMatch(line -> line.matches(".*\\[notifications-[0-9-]+,] .*"));
            });
  }

  @Test
  void aBodyThatIsTooLongIsRefusedWhetherItsLengthIsSaidOrNot() throws Exception {
    byte[] body = new byte[TOO_LONG];
    java.util.Arrays.fill(body, (byte) ' ');
    for (BodyPublisher publisher :
        List.of(
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      HttpResponse<String> answer = posted("/api/v1/jobs/bulk", publisher);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
      assertThat(answer.body()).contains("at most 10000000 bytes");
    }
  }

  /** Each kind alone would take all threads that handle requests, or all places of writes. */
  @Test
  void slowBodiesKeepNobodyOut() throws Exception {
    String api = "POST /carillon/api/v1/projects HTTP/1.1\r\nHost: localhost\r\n";
    String account = "Authorization: Basic " + basic("producer") + "\r\n";
    String form = "POST /carillon/unsubscribe/a-token-of-a-mail HTTP/1.1\r\nHost: localhost\r\n";
    String body = "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 70; i++) {
        for (String begin : List.of(form + body, api + body, api + account + body)) {
          Socket socket = new Socket("localhost", URI.create(Carillon.BASE).getPort());
          slow.add(socket);
          socket.getOutputStream().write(begin.getBytes(UTF_8));
        }
      }
      long begun = System.nanoTime();
      assertThat(Api.anonymous().get("/ready").status()).isEqualTo(200);
      assertThat(Api.as("viewer").get("/api/v1/projects").status()).isEqualTo(200);
      created("projects", "{'shortName':'quick','name':'Q','visibility':'public'}");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    assertThat(Carillon.log("server.log")).content().doesNotContain("a-token-of-a-mail");
  }

  /** A page elsewhere can have a browser send such a body without asking. */
  @Test
  void aBodyWithoutATypeIsRefused() throws Exception {
    String request = "POST /carillon/api/v1/projects HTTP/1.1\r\nContent-Length: ";

    assertThat(raw(request + "2\r\n\r\n{}")).startsWith("HTTP/1.1 415 ");
  }

  /** The server itself refuses what is longer than its listener takes, before anybody reads it. */
  @Test
  void aLengthBeyondAllNumbersIsRefused() throws Exception {
    String type = "POST /carillon/api/v1/projects HTTP/1.1\r\nContent-Type: application/json\r\n";

    assertThat(raw(type + "Content-Length: 3000000000\r\n\r\n")).matches("HTTP/1.1 4(00|13) .*");
  }

  @Test
  void unchangedResourceAnswersNotModified() {
    Api.Answer accepted =
        PRODUCER.post(
            "/api/v1/jobs", json("{'eventName':'nobody.knows','payload':{},'delay':'PT1H'}"));
    String path = "/api/v1/jobs/" + accepted.json().get("id").asText();
    Api viewer = Api.as("viewer");
    String tag = viewer.get(path).headers().firstValue("ETag").orElseThrow();
    Map<String, String> known = Map.of("If-None-Match", tag);
    assertThat(viewer.send("GET", path, "", known).status()).isEqualTo(304);
    assertThat(Api.as("admin").send("GET", path, "", known).status())
        .as("another sees more")
        .isEqualTo(200);
    Api.as("admin").delete(path);
    assertThat(Api.as("admin").post("/api/v1/system-checks", "").headers().firstValue("ETag"))
        .isPresent();
  }

  @Test
  void browsersAreKeptStrict() {
    Api.Answer answer = Api.as("viewer").get("/api/v1/projects");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
  }

  private static List<String> lines(Api.Answer saved) throws IOException {
    String mark =
        "[Notification] [%d, %d] "
            .formatted(
                saved.json().get("artifactId").asLong(), saved.json().get("changesetId").asLong());
    try (Stream<String> lines = Files.lines(Carillon.log("carillon_syslog"))) {
      return lines.filter(line -> line.contains(mark)).toList();
    }
  }

  private static HttpResponse<String> posted(String path, BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Carillon.BASE + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + basic("producer"))
            .POST(body)
            .build();
    return ApiContract.checked(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, BodyHandlers.ofString()));
  }

  private static String basic(String account) {
    return Base64.getEncoder().encodeToString((account + ":" + account).getBytes(UTF_8));
  }

  private static long created(String path, String body) {
    Api.Answer answer = PRODUCER.post("/api/v1/" + path, json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("id").longValue();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  /** The first line of the answer to a request as {@code producer}. */
  private static String raw(String request) throws IOException {
    URI server = URI.create(Carillon.BASE);
    String headers = "\r\nHost: localhost\r\nAuthorization: Basic " + basic("producer") + "\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.replaceFirst("\r\n", headers).getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }
}
