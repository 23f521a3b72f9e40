package carillon.jiraimport.client;

import carillon.http.Json;
import carillon.jiraimport.run.Credentials;
import carillon.jiraimport.run.StopSignal;
import carillon.outbound.ForbiddenAddressException;
import carillon.outbound.HttpAddress;
import carillon.outbound.HttpCall;
import carillon.outbound.HttpReply;
import carillon.outbound.OutboundHttpClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Asks one Jira. What may pass is tried again (no answer, 429, 5xx, JSON that breaks off), as
 * Jira's Retry-After or a growing delay says; a refusal is a {@link JiraException}. For one thread.
 */
public final class JiraClient {
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final int LONGEST_MESSAGE = 500;

  private final OutboundHttpClient outboundHttpClient;
  private final String site;
  private final String authorization;
  private final StopSignal stopSignal;
  private final Persistence persistence;

  /**
   * How patient to be.
   *
   * @param timeout for one answer
   * @param tries in all
   * @param first the delay after the first failure; doubled after each
   */
  public record Persistence(Duration timeout, int tries, Duration first) {}

  /** A failure that may pass, and after how long Jira asks to come back, if it does. */
  private static final class Passing extends Exception {
    private static final long serialVersionUID = 1L;
    private final Duration rest;

    private Passing(String message, Duration rest) {
      super(message);
      this.rest = rest;
    }
  }

  public JiraClient(
      OutboundHttpClient outboundHttpClient,
      String site,
      Credentials credentials,
      StopSignal stopSignal,
      Persistence persistence) {
    this.outboundHttpClient = outboundHttpClient;
    this.site = site;
    this.authorization = credentials.header();
    this.stopSignal = stopSignal;
    this.persistence = persistence;
  }

  String site() {
    return site;
  }

  /**
   * @param path such as {@code /rest/api/2/field}
   * @throws java.util.concurrent.CancellationException when the import is to stop
   */
  public JsonNode get(String path, Map<String, ?> query) throws InterruptedException {
    String text =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(String.valueOf(e.getValue())))
            .sorted()
            .collect(Collectors.joining("&"));
    return persistently("GET", text.isEmpty() ? path : path + "?" + text, null);
  }

  public JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
    try {
      return persistently("POST", path, Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JsonNode persistently(String method, String path, byte[] body)
      throws InterruptedException {
    Duration rest = persistence.first();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(method, path, body);
      } catch (Passing failure) {
        if (attempt >= persistence.tries()) {
          throw new JiraException("Jira is failing: " + failure.getMessage());
        }
        stopSignal.rest(failure.rest == null ? rest : failure.rest);
        rest = rest.multipliedBy(2);
      }
    }
  }

  private JsonNode once(String method, String path, byte[] body)
      throws Passing, InterruptedException {
    Map<String, String> headers =
        new HashMap<>(
            Map.of(
                "authorization", authorization,
                "accept", "application/json",
                "accept-encoding", "gzip"));
    if (body != null) {
      headers.put("content-type", "application/json");
    }
    URI uri = HttpAddress.of(site + path).uri();
    try {
      return read(
          stopSignal.await(
              outboundHttpClient.send(
                  new HttpCall(
                      method, uri, headers, body, persistence.timeout(), JiraJson.MOST_BYTES))));
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ForbiddenAddressException forbidden) {
        throw new JiraException(forbidden.getMessage());
      }
      throw new Passing(failure.getCause().toString(), null);
    }
  }

  private static JsonNode read(HttpReply httpReply) throws Passing {
    if (httpReply.status() == 429 || httpReply.status() >= 500) {
      throw new Passing("HTTP " + httpReply.status(), retryAfter(httpReply));
    }
    if (httpReply.status() == 401 || httpReply.status() == 403) {
      throw new JiraException("Jira refuses the credentials (HTTP " + httpReply.status() + ")");
    }
    if (!httpReply.successful()) {
      throw new JiraException("Jira answers HTTP " + httpReply.status() + errors(httpReply));
    }
    if (httpReply.cut()) {
      throw new JiraException("Jira's answer is longer than " + JiraJson.MOST_BYTES + " bytes");
    }
    try {
      return JiraJson.read(plain(httpReply));
    } catch (StreamConstraintsException tooMuch) {
      throw new JiraException("Jira's answer is nested too deeply, too long or of too many values");
    } catch (IOException broken) {
      throw new Passing("its response is not JSON", null);
    }
  }

  private static InputStream plain(HttpReply httpReply) throws IOException {
    InputStream body = new ByteArrayInputStream(httpReply.body());
    boolean packed =
        httpReply.header("content-encoding").map("gzip"::equalsIgnoreCase).orElse(false);
    return packed ? new GZIPInputStream(body) : body;
  }

  /** What Jira says is wrong, such as a field that the JQL names and that does not exist. */
  private static String errors(HttpReply httpReply) {
    try {
      JsonNode messages = JiraJson.read(plain(httpReply)).path("errorMessages");
      String first = messages.path(0).asText("");
      return first.isEmpty()
          ? ""
          : ": " + first.substring(0, Math.min(first.length(), LONGEST_MESSAGE));
    } catch (IOException noJson) {
      return "";
    }
  }

  private static Duration retryAfter(HttpReply httpReply) {
    return httpReply
        .retryAfter()
        .filter(asked -> !asked.isZero())
        .map(asked -> asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked)
        .orElse(null);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
