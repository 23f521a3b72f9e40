package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CarillonServer;
import carillon.testkit.Cli;
import carillon.testkit.Management;
import carillon.testkit.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Authentication on a separate server: passwords, then tokens of an OpenID provider. */
@Tag("servers")
class SignInIT {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final String READ = "/api/v1/projects";
  private static final String ADMINISTER = "/api/v1/settings";
  private static final int TRIES = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void passwordGuessingIsBlockedAndTokensReplacePasswords() throws Exception {
    try (OidcProvider provider = new OidcProvider();
        CarillonServer server = new CarillonServer("signin", 30, Map.of())) {
      server.start();
      afterTenWrongPasswordsTheRightOneIsRefusedToo(server);
      writesAreLimited(server);

      Cli.file(
          server,
          Path.of("wildfly-config/oidc.cli"),
          Map.of("oidc.provider", provider.url(), "oidc.client", OidcProvider.CLIENT));
      await("after the reload")
          .atMost(Duration.ofSeconds(60))
          .until(() -> status(server, "/ready", "") == 200);
      tokensDecide(server, provider);
    }
  }

  /** WildFly's brute-force protection of the realm. */
  private static void afterTenWrongPasswordsTheRightOneIsRefusedToo(CarillonServer server) {
    assertThat(status(server, READ, basic("producer", "producer"))).isEqualTo(403);
    assertThat(status(server, READ, basic("viewer", "viewer"))).isEqualTo(200);
    for (int i = 0; i < TRIES; i++) {
      assertThat(status(server, READ, basic("viewer", "guess" + i))).isEqualTo(401);
    }
    assertThat(status(server, READ, basic("viewer", "viewer"))).isEqualTo(401);
    assertThat(status(server, READ, basic("admin", "admin"))).as("other accounts").isEqualTo(200);
  }

  private static void writesAreLimited(CarillonServer server) throws IOException {
    try (Management management = server.management()) {
      management.set("carillon.http.write-rate", "5/s");
      List<Integer> answers =
          java.util.stream.IntStream.range(0, 40)
              .mapToObj(i -> send(server, "POST", "/api/v1/projects", basic("admin", "admin")))
              .toList();
      assertThat(answers).contains(400, 429);
      assertThat(send(server, "POST", "/api/v1/projects", basic("producer", "producer")))
          .as("each account has its own rate limit")
          .isEqualTo(400);
      management.set("carillon.http.write-rate", "10000/s");
      await("live").until(() -> send(server, "POST", READ, basic("admin", "admin")) == 400);
    }
  }

  private static void tokensDecide(CarillonServer server, OidcProvider provider) {
    String viewer = bearer(provider.token(VALID, OidcProvider.CLIENT, List.of("carillon-viewer")));
    assertThat(status(server, READ, viewer)).isEqualTo(200);
    assertThat(status(server, ADMINISTER, viewer)).isEqualTo(403);
    String admin = bearer(provider.token(VALID, OidcProvider.CLIENT, List.of("carillon-admin")));
    assertThat(status(server, ADMINISTER, admin)).isEqualTo(200);
    String other = bearer(provider.token(VALID, OidcProvider.CLIENT, List.of("gardener")));
    assertThat(status(server, READ, other)).isEqualTo(403);

    List<String> roles = List.of("carillon-admin");
    assertThat(status(server, READ, "")).isEqualTo(401);
    assertThat(status(server, READ, basic("admin", "admin"))).isEqualTo(401);
    String late = provider.token(Duration.ofMinutes(-5), OidcProvider.CLIENT, roles);
    assertThat(status(server, READ, bearer(late))).as("expired").isEqualTo(401);
    assertThat(status(server, READ, bearer(provider.forged(roles)))).as("forged").isEqualTo(401);
    String foreign = provider.token(VALID, "another-application", roles);
    assertThat(status(server, READ, bearer(foreign))).as("for another audience").isEqualTo(401);
  }

  private static int status(CarillonServer server, String path, String authorization) {
    return send(server, "GET", path, authorization);
  }

  private static int send(CarillonServer server, String method, String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException unavailable) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
