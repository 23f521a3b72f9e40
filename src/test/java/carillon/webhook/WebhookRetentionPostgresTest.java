package carillon.webhook;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class WebhookRetentionPostgresTest extends WebhookRetentionTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
