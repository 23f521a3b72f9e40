package carillon.dispatch;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same facts on PostgreSQL, where it is installed. */
class TaskTablePostgresTest extends TaskTableTest {

  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
