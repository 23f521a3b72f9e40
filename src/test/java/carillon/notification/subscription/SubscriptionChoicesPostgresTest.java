package carillon.notification.subscription;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same choices on PostgreSQL. */
class SubscriptionChoicesPostgresTest extends SubscriptionChoicesTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
