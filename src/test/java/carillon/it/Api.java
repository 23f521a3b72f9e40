package carillon.it;

import carillon.http.ApiContract;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * HTTP to the tests' server as one of its users, or as nobody. Every answer is held against the
 * OpenAPI document. Thread-safe.
 */
public final class Api {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String user;

  private Api(String user) {
    this.user = user;
  }

  /** Signed in as {@code admin}, {@code producer} or {@code viewer}. */
  public static Api as(String user) {
    return new Api(user);
  }

  /** Without authentication. */
  public static Api anonymous() {
    return new Api("");
  }

  /** An answer: the body as text, and as JSON when it is. */
  public record Answer(int status, HttpHeaders headers, String text) {
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException notJson) {
        throw new IllegalStateException(status + ": " + text, notJson);
      }
    }
  }

  /**
   * @param path below the context root, such as {@code /api/v1/projects}
   */
  public Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  public Answer post(String path, String json) {
    return send("POST", path, json, Map.of());
  }

  public Answer put(String path, String json) {
    return send("PUT", path, json, Map.of());
  }

  public Answer delete(String path) {
    return send("DELETE", path, "", Map.of());
  }

  /** Any method, with headers such as {@code If-Match}. */
  public Answer send(String method, String path, String json, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(Carillon.BASE + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!user.isEmpty()) {
      request.header("Authorization", "Basic " + credentials());
    }
    headers.forEach(request::header);
    return answer(request.build());
  }

  private String credentials() {
    byte[] text = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static Answer answer(HttpRequest request) {
    try {
      HttpResponse<String> response =
          ApiContract.checked(CLIENT.send(request, BodyHandlers.ofString()));
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
