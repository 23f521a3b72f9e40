package carillon.http.audit;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;

class AuditTrailPostgresTest extends AuditTrailTest {
  @Override
  Jdbi migrated() {
    return MigratedDatabases.postgres();
  }
}
