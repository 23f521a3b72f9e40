package carillon.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import carillon.testkit.CarillonServer;
import carillon.testkit.Cli;
import carillon.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** {@code postgresql.cli} on a running server; {@link ContainerIT} runs it offline. */
@Tag("servers")
class PostgresScriptIT {
  private static final Path DRIVER =
      Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  private static final Path SCRIPT = Path.of("wildfly-config/postgresql.cli");

  @Test
  void runningServerMovesToPostgresAndMayDoSoAgain() throws IOException {
    Assumptions.assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    try (PostgresServer postgres = PostgresServer.start();
        CarillonServer server =
            new CarillonServer("postgres-script", 100, Map.of()).withoutApplication()) {
      server.launch();
      await("management").atMost(Duration.ofMinutes(3)).until(server::isManaged);
      Cli.run(server, List.of("deploy " + DRIVER));

      assertThat(moved(server, postgres)).contains("\"result\" => [true]");
      assertThat(moved(server, postgres)).contains("\"result\" => [true]");

      String after =
          Cli.run(
              server,
              List.of(
                  "/subsystem=datasources/data-source=CarillonDS:read-attribute(name=connection-url)",
                  "/subsystem=batch-jberet:read-attribute(name=default-job-repository)"));
      assertThat(after).contains("jdbc:postgresql:", "\"carillon\"");
    }
  }

  private static String moved(CarillonServer server, PostgresServer postgres) throws IOException {
    return Cli.file(
        server,
        SCRIPT,
        Map.of(
            "pg.driver",
            DRIVER.getFileName().toString(),
            "pg.url",
            postgres.dataSource("postgres").getURL(),
            "pg.user",
            "carillon",
            "pg.password",
            "trusted"));
  }
}
