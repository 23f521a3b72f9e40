package carillon.http.idempotency;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class IdempotencyTablePostgresTest extends IdempotencyTableTest {
  @Override
  Jdbi database() {
    return MigratedDatabases.postgres();
  }
}
