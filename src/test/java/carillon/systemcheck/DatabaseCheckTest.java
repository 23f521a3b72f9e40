package carillon.systemcheck;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.database.SchemaState;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in each state that this version cannot work with. */
class DatabaseCheckTest {
  @TempDir Path folder;

  @Test
  void oneOnDiskWithAllMigrationsIsAsItShouldBe() {
    assertThat(findings(migrated("file:" + folder.resolve("good")))).isEmpty();
  }

  @Test
  void oneInMemoryIsForgotten() {
    assertThat(findings(migrated("mem:forgotten;DB_CLOSE_DELAY=-1")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("in memory"));
  }

  @Test
  void aNewerSchemaThanOursIsAnError() {
    JdbcDataSource source = migrated("file:" + folder.resolve("newer"));
    history(
        source,
        "update \"flyway_schema_history\" set \"version\" = '999' where \"version\" = '40'");
    assertThat(findings(source))
        .extracting(Finding::text)
        .anyMatch(text -> text.contains("999"))
        .anyMatch(text -> text.contains("40 trace is"));
  }

  @Test
  void aMigrationThatFailedIsAnError() {
    JdbcDataSource source = migrated("file:" + folder.resolve("failed"));
    history(
        source,
        "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '40'");
    assertThat(findings(source))
        .extracting(Finding::text)
        .anyMatch(text -> text.contains("40 trace is failed"));
  }

  private static void history(JdbcDataSource source, String sql) {
    assertThat(Jdbi.create(source).<Integer, RuntimeException>withHandle(h -> h.execute(sql)))
        .isEqualTo(1);
  }

  private static JdbcDataSource migrated(String where) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + where);
    Flyway.configure().dataSource(source).load().migrate();
    return source;
  }

  private static List<Finding> findings(JdbcDataSource source) {
    return new DatabaseCheck(Jdbi.create(source), new SchemaState(source)).findings();
  }
}
