package carillon.notification.delivery;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same facts on PostgreSQL, where it is installed. */
class DeliveriesPostgresTest extends DeliveriesTest {

  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
