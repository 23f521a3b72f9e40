package carillon.notification;

import carillon.database.PostgresServer;
import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The same facts on PostgreSQL, where it is installed. */
class NotificationRunnerPostgresTest extends NotificationRunnerTest {
  private static PostgresServer server;

  @BeforeAll
  static void startDatabase() throws IOException {
    Assumptions.assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Jdbi migrated() {
    DataSource source = server.dataSource();
    Flyway flyway = Flyway.configure().dataSource(source).cleanDisabled(false).load();
    flyway.clean();
    flyway.migrate();
    return Jdbi.create(source);
  }
}
