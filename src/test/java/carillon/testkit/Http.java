package carillon.testkit;

import carillon.http.ApiContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Carillon's HTTP interface as one account sees it. Thread-safe. */
public final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String address;
  private final String authorization;

  public Http(String address, Accounts account) {
    this.address = address;
    this.authorization = account.authorization();
  }

  /** The status of a GET on a path of the application; 0 when nobody answers. */
  public int status(String path) {
    try {
      return exchange("GET", path, null).status();
    } catch (UncheckedIOException unavailable) {
      return 0;
    }
  }

  public JsonNode get(String path) {
    return call("GET", path, null);
  }

  /** The text of a path of the application, whatever it is. */
  String text(String path) {
    return exchange("GET", path, null).body();
  }

  public JsonNode delete(String path) {
    return call("DELETE", path, null);
  }

  public JsonNode post(String path, Object body) {
    return call("POST", path, body);
  }

  JsonNode put(String path, Object body) {
    return call("PUT", path, body);
  }

  private JsonNode call(String method, String path, Object body) {
    Answer answer = exchange(method, "/api/v1" + path, body);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.status() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer exchange(String method, String path, Object body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .timeout(LONGEST)
              .header("Authorization", authorization)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      var response = ApiContract.checked(client.send(request, BodyHandlers.ofString()));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private record Answer(int status, String body) {}
}
