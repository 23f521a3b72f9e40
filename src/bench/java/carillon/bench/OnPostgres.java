package carillon.bench;

import carillon.testkit.CarillonServer;
import carillon.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.Driver;

/** Configures PostgreSQL for a server before its start. */
final class OnPostgres {
  private OnPostgres() {}

  static void configure(CarillonServer server, PostgresServer postgres) throws IOException {
    Path driver =
        Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    String name = driver.getFileName().toString();
    String url = postgres.dataSource("postgres").getUrl().replaceFirst("\\?.*", "");
    server.configured(
        xml ->
            xml.replaceAll(
                    "<connection-url>jdbc:h2:file:[^<]*</connection-url>\\s*<driver>h2<",
                    "<connection-url>" + url + "</connection-url><driver>" + name + "<")
                .replaceFirst(
                    "<security user-name=\"sa\" password=\"sa\"/>(?=\\s*<timeout>)",
                    "<security user-name=\"carillon\" password=\"trusted\"/>"));
    Files.copy(driver, server.deployments().resolve(name));
  }
}
