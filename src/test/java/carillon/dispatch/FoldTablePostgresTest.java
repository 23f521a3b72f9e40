package carillon.dispatch;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same folding on PostgreSQL. */
class FoldTablePostgresTest extends FoldTableTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
