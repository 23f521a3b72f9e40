package carillon.jiraimport;

import carillon.jiraimport.run.Credentials;
import carillon.outbound.Endpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/**
 * A server shaped like Jira's REST API, as its public OpenAPI description has it: v2 of Data Center
 * or v3 of Cloud, over generated issues with history; with faults when told.
 */
public final class FakeJira implements AutoCloseable {
  public static final Credentials CLOUD = new Credentials("bot@jira.example", "ATATT3xFfGF0", null);
  public static final Credentials DATA_CENTER = new Credentials(null, null, "NjIzOTI5NDk3");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PART = 3;

  private final Endpoint server = new Endpoint();
  private final boolean cloud;
  private final List<ObjectNode> issues = new CopyOnWriteArrayList<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Runnable beforeEach = () -> {};
  private volatile Duration delay = Duration.ZERO;
  private volatile Duration retryAfter = Duration.ZERO;
  private volatile boolean revoked;
  private volatile int faultEvery = Integer.MAX_VALUE;

  /** What goes wrong with one request. */
  public enum Fault {
    TOO_MANY,
    BROKEN,
    TRUNCATED
  }

  /** With so many issues, each changed so many times. */
  public FakeJira(boolean cloud, int count, int changes) {
    this.cloud = cloud;
    SampleIssues sample = new SampleIssues(cloud);
    for (int i = 1; i <= count; i++) {
      issues.add(sample.issue(i, changes));
    }
    server.does(this::handle);
  }

  public Credentials credentials() {
    return cloud ? CLOUD : DATA_CENTER;
  }

  /** The credentials as the API takes them. */
  public Map<String, String> auth() {
    return cloud
        ? Map.of("email", CLOUD.email(), "token", CLOUD.token())
        : Map.of("pat", DATA_CENTER.pat());
  }

  public String url() {
    return server.uri().toString().replaceAll("/hook$", "");
  }

  public List<ObjectNode> issues() {
    return issues;
  }

  /** How many requests have come so far. */
  public int requests() {
    return requests.get();
  }

  /** The next requests fail so, one after the other. */
  public void fail(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** What is said of coming back to those who came too often. */
  public void retryAfter(Duration rest) {
    retryAfter = rest;
  }

  /** Each so many requests one fails, in turn of each kind. */
  public void failEvery(int every) {
    faultEvery = every;
  }

  /** Each answer comes only after this long. */
  public void answerAfter(Duration wait) {
    delay = wait;
  }

  public void before(Runnable each) {
    beforeEach = each;
  }

  /** From now on the credentials are refused. */
  public void revoke() {
    revoked = true;
  }

  void accept() {
    revoked = false;
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int number = requests.incrementAndGet();
    beforeEach.run();
    LockSupport.parkNanos(delay.toNanos());
    String authorization = exchange.getRequestHeaders().getFirst("authorization");
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("accept-encoding"))) {
      Endpoint.answer(exchange, 406, "all answers here are zipped");
      return;
    }
    if (revoked || !credentials().header().equals(authorization)) {
      Endpoint.answer(exchange, 401, "{}");
      return;
    }
    Fault fault = faults.poll();
    if (fault == null && number % faultEvery == 0) {
      fault = Fault.values()[number / faultEvery % Fault.values().length];
    }
    if (fault == null) {
      JsonNode answer = answer(exchange);
      send(exchange, answer == null ? 404 : 200, answer == null ? "{}" : answer.toString());
    } else {
      fail(exchange, fault);
    }
  }

  private void fail(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case TOO_MANY -> {
        exchange.getResponseHeaders().add("Retry-After", Long.toString(retryAfter.toSeconds()));
        Endpoint.answer(exchange, 429, "");
      }
      case BROKEN -> Endpoint.answer(exchange, 500, "<html>broken</html>");
      case TRUNCATED -> send(exchange, 200, "{\"issues\": [{\"id\": \"1");
    }
  }

  private JsonNode answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String api = cloud ? "/rest/api/3/" : "/rest/api/2/";
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    if (!path.startsWith(api)) {
      return null;
    }
    String rest = path.substring(api.length());
    return switch (rest) {
      case "myself" -> new SampleIssues(cloud).person("bot");
      case "field" -> SampleIssues.fields();
      case "search" -> cloud ? null : dataCenterPage(query);
      case "search/jql" -> cloud ? cloudPage(query) : null;
      case "search/approximate-count" ->
          cloud ? JSON.createObjectNode().put("count", issues.size()) : null;
      default -> ofIssue(rest.split("/"), query);
    };
  }

  private ObjectNode dataCenterPage(Map<String, String> query) {
    int start = Integer.parseInt(query.getOrDefault("startAt", "0"));
    int most = Integer.parseInt(query.get("maxResults"));
    ObjectNode page = JSON.createObjectNode();
    page.put("startAt", start).put("maxResults", most).put("total", issues.size());
    add(page.putArray("issues"), start, most);
    return page;
  }

  private ObjectNode cloudPage(Map<String, String> query) {
    String token = query.getOrDefault("nextPageToken", "t0");
    if (!token.matches("t[0-9]+")) {
      return null;
    }
    int start = Integer.parseInt(token.substring(1));
    int most = Integer.parseInt(query.get("maxResults"));
    ObjectNode page = JSON.createObjectNode();
    add(page.putArray("issues"), start, most);
    if (start + most < issues.size()) {
      page.put("nextPageToken", "t" + (start + most));
    }
    return page.put("isLast", start + most >= issues.size());
  }

  private void add(ArrayNode page, int start, int most) {
    for (int i = start; i < Math.min(start + most, issues.size()); i++) {
      page.add(SampleIssues.shortened(issues.get(i)));
    }
  }

  /** {@code issue/1/comment}; of Cloud {@code issue/1/changelog}; else {@code issue/1}. */
  private JsonNode ofIssue(String[] path, Map<String, String> query) {
    ObjectNode issue =
        issues.stream().filter(one -> one.path("id").asText().equals(path[1])).findFirst().get();
    String rest = path.length > 2 ? path[2] : "";
    return switch (rest) {
      case "comment" -> part("comments", issue.at("/fields/comment/comments"), query);
      case "changelog" -> cloud ? part("values", issue.at("/changelog/histories"), query) : null;
      default -> cloud ? null : issue;
    };
  }

  private static ObjectNode part(String name, JsonNode all, Map<String, String> query) {
    int start = Integer.parseInt(query.get("startAt"));
    ObjectNode page = JSON.createObjectNode();
    page.put("startAt", start).put("maxResults", PART).put("total", all.size());
    ArrayNode values = page.putArray(name);
    for (int i = start; i < Math.min(start + PART, all.size()); i++) {
      values.add(all.get(i));
    }
    return page;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(status, zipped.size());
    exchange.getResponseBody().write(zipped.toByteArray());
    exchange.close();
  }
}
