package carillon.systemcheck;

import carillon.database.SchemaState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds a database that forgets everything when the server stops, or has another schema than ours.
 */
@ApplicationScoped
class DatabaseCheck implements Check {
  private final Jdbi jdbi;
  private final SchemaState schema;

  @Inject
  DatabaseCheck(Jdbi jdbi, SchemaState schema) {
    this.jdbi = jdbi;
    this.schema = schema;
  }

  /** For the container's proxy. */
  DatabaseCheck() {
    this(null, null);
  }

  @Override
  public String id() {
    return "database";
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String url = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL));
    if (url.startsWith("jdbc:h2:mem:")) {
      findings.add(
          Finding.warning(
              "The database is in memory: everything is lost when the server stops."
                  + " Point the server's default datasource at a database on disk."));
    }
    schema.troubles().stream()
        .map(
            trouble ->
                Finding.error(
                    "The database schema is not that of this version, %s: bring all nodes to"
                            .formatted(trouble)
                        + " one version."))
        .forEach(findings::add);
    return findings;
  }
}
