package carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The packaged application on the packaged server. */
@ArquillianTest
class SmokeIT {
  @Deployment(testable = false)
  static WebArchive carillon() {
    return Carillon.war();
  }

  @Test
  void itIsReadyWithDatabaseRedisAndWorkers() {
    await().until(() -> Api.anonymous().get("/ready").status() == 200);
  }

  @Test
  void nobodyReadsTheApiWithoutAnAccount() {
    assertThat(Api.anonymous().get("/api/v1/projects").status()).isEqualTo(401);
    assertThat(Api.as("viewer").get("/api/v1/projects").status()).isEqualTo(200);
  }

  @Test
  void cachesMayNotKeepResponsesOfTheApi() {
    for (String path : List.of("/api/v1/projects", "/api/v1/projects/no-such-project")) {
      assertThat(Api.as("viewer").get(path).headers().firstValue("Cache-Control"))
          .hasValue("no-store");
    }
  }

  @Test
  void metricsAreOpen() {
    assertThat(Api.anonymous().get("/metrics").text()).contains("carillon_redis_up");
  }

  @Test
  void nothingOfTheDevServicesIsInIt() {
    assertThat(Carillon.war().getContent().keySet().toString())
        .doesNotContain("carillon/dev", "embedded-redis", "greenmail");
  }
}
