package carillon.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Whether the schema is the one that this version of the application knows. */
@ApplicationScoped
public class SchemaState {
  @Resource(lookup = "java:comp/DefaultDataSource")
  DataSource dataSource;

  SchemaState() {}

  public SchemaState(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The migrations that are missing, have failed, or come from a newer version. */
  public List<String> troubles() {
    return Arrays.stream(Schema.of(dataSource).info().all())
        .filter(migration -> !good(migration.getState()))
        .map(SchemaState::text)
        .toList();
  }

  private static boolean good(MigrationState state) {
    return state == MigrationState.SUCCESS
        || state == MigrationState.OUT_OF_ORDER
        || state == MigrationState.BASELINE
        || state == MigrationState.BELOW_BASELINE
        || state == MigrationState.BASELINE_IGNORED;
  }

  private static String text(MigrationInfo migration) {
    return "%s %s is %s"
        .formatted(
            migration.getVersion(),
            migration.getDescription(),
            migration.getState().getDisplayName().toLowerCase(Locale.ROOT));
  }
}
