package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.it.Carillon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site makes a signed-in administrator's browser send requests. */
@ArquillianTest
class CrossSiteIT {
  private static final String PAUSE = "/api/v1/queues/background/pause";
  private static final String RESUME = "/api/v1/queues/background/resume";
  private static final URI SERVER = URI.create(Carillon.BASE);
  private static final String OWN = SERVER.getScheme() + "://" + SERVER.getRawAuthority();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null"
  })
  void unsafeRequestOfAForeignPageIsRefusedAndChangesNothing(String header, String value)
      throws Exception {
    HttpResponse<String> pause = sent("POST", PAUSE, header, value, "text/plain");

    assertThat(pause.statusCode()).as(pause.body()).isEqualTo(403);
    assertThat(pause.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(sent("GET", "/api/v1/queues", header, value, "text/plain").body())
        .doesNotContain("\"paused\":true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/system-checks",
        "/api/v1/imports/1/stop",
        "/api/v1/imports/1/cancel",
        "/api/v1/imports/1/restart",
        "/unsubscribe/token"
      })
  void everyUnsafePathIsGuarded(String path) throws Exception {
    assertThat(sent("POST", path, "Origin", "https://evil.example", "text/plain").statusCode())
        .isEqualTo(403);
  }

  @Test
  void ownPagesAndProgramsWithoutABrowserPass() throws Exception {
    assertThat(sent("POST", RESUME, "Origin", OWN, "application/json").statusCode())
        .isLessThan(300);
    assertThat(
            sent("POST", RESUME, "Sec-Fetch-Site", "same-origin", "application/json").statusCode())
        .isLessThan(300);
    assertThat(sent("POST", RESUME, "X-Other", "none", "application/json").statusCode())
        .isLessThan(300);
  }

  private static HttpResponse<String> sent(
      String method, String path, String header, String value, String type)
      throws IOException, InterruptedException {
    String account = Base64.getEncoder().encodeToString("admin:admin".getBytes());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Carillon.BASE + path))
            .header("Authorization", "Basic " + account)
            .header("Content-Type", type)
            .header(header, value)
            .method(method, BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
