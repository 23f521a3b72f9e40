package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CarillonServer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An invalid setting at start: Carillon refuses to deploy. */
@Tag("servers")
class InvalidSettingIT {

  @Test
  void invalidSettingRefusesDeploymentWithOneLine() throws Exception {
    try (CarillonServer server =
        new CarillonServer("invalid", 100, Map.of("sys_async_emails", "abc"))) {
      server.launch();
      await("refusal")
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(90))
          .until(() -> Files.exists(server.deployments().resolve("carillon.war.failed")));
      List<String> complaints =
          server.log().lines().filter(line -> line.contains("sys_async_emails")).toList();
      assertThat(complaints).anyMatch(line -> line.contains("abc") && line.contains("101,102"));
    }
  }
}
