package carillon.http;

import carillon.http.ApiDocument.Operation;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Calls every operation of the served document as everyone, and compares whether it was let in with
 * what the document says. Names in paths are of nothing that exists, bodies are empty objects:
 * whoever is let in changes nothing.
 *
 * @param base the address of the application
 */
public record RolesWalk(String base) {
  private static final List<Caller> CALLERS =
      List.of(
          new Caller("anonymous", null, null),
          new Caller("with a wrong password", "admin", "wrong"),
          new Caller("carillon-viewer", "viewer", "viewer"),
          new Caller("carillon-producer", "producer", "producer"),
          new Caller("carillon-admin", "admin", "admin"));
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private record Caller(String role, String user, String password) {}

  /** What was called. */
  public int operations() throws Exception {
    return document().operations().size();
  }

  /** One line for each answer that is not what the document says; empty when all are. */
  public List<String> deviations() throws Exception {
    List<String> deviations = new ArrayList<>();
    for (Operation operation : document().operations()) {
      for (Caller caller : CALLERS) {
        int status = call(operation, caller);
        if (!expected(operation, caller, status)) {
          deviations.add(
              "%s as %s answered %d; documented for %s"
                  .formatted(operation, caller.role(), status, operation.roles()));
        }
      }
    }
    return deviations;
  }

  private ApiDocument document() throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(base + "/openapi.json")).build(),
            BodyHandlers.ofString());
    return new ApiDocument(new ObjectMapper().readTree(response.body()));
  }

  private static boolean expected(Operation operation, Caller caller, int status) {
    if (caller.user() == null || caller.password().equals("wrong")) {
      return status == 401;
    }
    return operation.roles().contains(caller.role())
        ? status != 401 && status != 403 && status != 405 && status != 500
        : status == 403;
  }

  private int call(Operation operation, Caller caller) throws IOException, InterruptedException {
    String path =
        operation
            .path()
            .replaceAll("\\{(username|name|address)\\}", "nobody-at-all")
            .replaceAll("\\{\\w+\\}", "999999999");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    request.method(
        operation.method(),
        operation.body() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    if (operation.body()) {
      request.header("Content-Type", "application/json");
    }
    if (caller.user() != null) {
      String clear = caller.user() + ":" + caller.password();
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(clear.getBytes(StandardCharsets.UTF_8)));
    }
    HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    // Not read: a stream of events has no end.
    response.body().close();
    return response.statusCode();
  }
}
