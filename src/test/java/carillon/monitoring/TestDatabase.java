package carillon.monitoring;

import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;

/** A migrated H2 database of a test's own. */
final class TestDatabase {
  private TestDatabase() {}

  static Jdbi create() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    return Jdbi.create(source);
  }
}
