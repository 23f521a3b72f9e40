package carillon.jiraimport;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class ImportTablesPostgresTest extends ImportTablesTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
