package carillon.http;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

/** The same on PostgreSQL. */
class IdempotentAnswersPostgresTest extends IdempotentAnswersTest {
  @Override
  Jdbi database() {
    return MigratedDatabases.postgres();
  }
}
