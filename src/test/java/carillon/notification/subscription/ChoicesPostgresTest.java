package carillon.notification.subscription;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same choices on PostgreSQL. */
class ChoicesPostgresTest extends ChoicesTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
