package carillon.operatormail;

import carillon.database.MigratedDatabases;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;

/** The same facts on PostgreSQL, where it is installed. */
class OperatorMailPostgresTest {
  @Nested
  class Sending extends OperatorMailSenderTest {
    @Override
    Jdbi migrated() {
      return MigratedDatabases.postgres();
    }
  }

  @Nested
  class SystemCheck extends SystemCheckMailsTest {
    @Override
    Jdbi migrated() {
      return MigratedDatabases.postgres();
    }
  }

  @Nested
  class Migration extends OperatorMailMigrationTest {
    @Override
    MigratedDatabases.Growing at(String version) {
      return MigratedDatabases.postgresAt(version);
    }
  }
}
