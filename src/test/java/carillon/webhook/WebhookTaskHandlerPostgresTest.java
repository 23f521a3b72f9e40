package carillon.webhook;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class WebhookTaskHandlerPostgresTest extends WebhookTaskHandlerTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
