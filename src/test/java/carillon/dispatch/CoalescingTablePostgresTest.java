package carillon.dispatch;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same folding on PostgreSQL. */
class CoalescingTablePostgresTest extends CoalescingTableTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
