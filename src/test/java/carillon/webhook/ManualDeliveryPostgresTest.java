package carillon.webhook;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class ManualDeliveryPostgresTest extends ManualDeliveryTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
