package carillon.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of a version before is brought up to date. */
class SchemaTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @TempDir Path before;

  @Test
  void newMigrationMayHaveALowerNumberThanAppliedOnes() throws IOException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:schema-test;DB_CLOSE_DELAY=-1");
    for (Path migration : migrations()) {
      if (!migration.getFileName().toString().matches("V(1[346]|2[12]|3[1-3]|[4-9]\\d)__.*")) {
        Files.copy(migration, before.resolve(migration.getFileName()));
      }
    }
    Flyway.configure().dataSource(source).locations("filesystem:" + before).load().migrate();
    assertThat(new SchemaState(source).troubles()).isNotEmpty();

    Schema.of(source).migrate();

    assertThat(new SchemaState(source).troubles()).isEmpty();
    assertThat(Schema.of(source).info().applied()).hasSize(migrations().size());
  }

  private static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files.toList();
    }
  }
}
