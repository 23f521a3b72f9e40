package carillon.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carillon.jiraimport.FakeJira;
import carillon.testkit.Accounts;
import carillon.testkit.CarillonServer;
import carillon.testkit.Cli;
import carillon.testkit.Http;
import carillon.testkit.ImportRun;
import carillon.testkit.PostgresServer;
import carillon.testkit.SharedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code wildfly-config/postgresql.cli} as its head says, on a running server: the application and
 * the batch jobs' repository move, and an import runs on it.
 */
@Tag("faults-on-demand")
class ImportOnPostgresIT {
  private static final Path SCRIPT = Path.of("wildfly-config/postgresql.cli");

  @Test
  void importRunsAfterMoveToPostgres() throws Exception {
    assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
    SharedServer sharedServer = SharedServer.shared();
    try (PostgresServer postgres = PostgresServer.start();
        CarillonServer server =
            new CarillonServer(
                "postgres",
                100,
                SharedServer.settings(sharedServer.redis, sharedServer.inbox.port()));
        FakeJira jira = new FakeJira(false, 120, 3)) {
      server.start();
      PGSimpleDataSource database = postgres.dataSource("postgres");
      move(server, database.getUrl().replaceFirst("\\?.*", ""));
      Http admin = new Http(server.address(), Accounts.ADMIN);
      ImportRun run = ImportRun.begin(admin, jira, "moved");

      assertThat(run.ended().get("state").asText()).isEqualTo("done");
      assertThat(count(database, "artifact")).isEqualTo(120);
      assertThat(count(database, "jira_fetched")).isZero();
      assertThat(count(database, "job_execution")).as("the batch jobs' repository").isOne();
    }
  }

  private static void move(CarillonServer server, String url) throws IOException {
    String driver = Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Cli.run(server, List.of("deploy " + driver));
    Cli.file(
        server,
        SCRIPT,
        Map.of(
            "pg.url",
            url,
            "pg.user",
            "carillon",
            "pg.password",
            "trusted",
            "pg.driver",
            Path.of(driver).getFileName().toString()));
    Cli.run(server, List.of("reload"));
    server.awaitReady();
  }

  private static long count(PGSimpleDataSource database, String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
