package carillon.database;

import carillon.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Assumptions;

/** Empty databases with all migrations applied, one for each test that asks. */
public final class MigratedDatabases {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static PostgresServer postgres;

  private MigratedDatabases() {}

  /** An H2 database in memory. */
  public static Jdbi h2() {
    return migrated(emptyH2());
  }

  private static DataSource emptyH2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  /** A PostgreSQL database; the test is skipped, and says so, where PostgreSQL is not installed. */
  public static Jdbi postgres() {
    PostgresServer server = server();
    String name = "test_" + NUMBER.incrementAndGet();
    Jdbi.create(server.dataSource("postgres"))
        .useHandle(handle -> handle.execute("create database " + name + " template migrated"));
    return Jdbi.create(server.dataSource(name));
  }

  /** An H2 database with the migrations up to this version. */
  public static Growing h2At(String version) {
    return Growing.at(version, emptyH2());
  }

  /** The same on PostgreSQL. */
  public static Growing postgresAt(String version) {
    PostgresServer server = server();
    String name = "test_" + NUMBER.incrementAndGet();
    Jdbi.create(server.dataSource("postgres"))
        .useHandle(handle -> handle.execute("create database " + name));
    return Growing.at(version, server.dataSource(name));
  }

  /** A database of a version before: what an upgrade does to its rows. */
  public record Growing(Jdbi jdbi, DataSource source) {
    private static Growing at(String version, DataSource source) {
      Flyway.configure().dataSource(source).target(version).load().migrate();
      return new Growing(Jdbi.create(source), source);
    }

    /** Applies the others. */
    public void upgrade() {
      migrated(source);
    }
  }

  /** One server for the whole test run: it takes seconds to start, and a copied database none. */
  private static synchronized PostgresServer server() {
    try {
      Assumptions.assumeTrue(PostgresServer.programs().isPresent(), "PostgreSQL is not installed");
      if (postgres == null) {
        postgres = PostgresServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        Jdbi.create(postgres.dataSource("postgres"))
            .useHandle(handle -> handle.execute("create database migrated"));
        migrated(postgres.dataSource("migrated"));
      }
      return postgres;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Jdbi migrated(DataSource source) {
    Flyway.configure().dataSource(source).load().migrate();
    return Jdbi.create(source);
  }
}
