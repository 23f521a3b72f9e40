package carillon.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The migrations of this version, for a database. */
final class Schema {
  private Schema() {}

  static Flyway of(DataSource dataSource) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        // The server's batch repository may have put its tables there first.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // Each part of the application has numbers of its own.
        .outOfOrder(true)
        .load();
  }
}
