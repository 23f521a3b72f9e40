package carillon.notification.operator;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same facts on PostgreSQL, where it is installed. */
class SystemCheckMailerPostgresTest extends SystemCheckMailerTest {

  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
