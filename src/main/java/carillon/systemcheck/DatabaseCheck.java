package carillon.systemcheck;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.DatabaseMetaData;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds a database that forgets everything when the server stops. */
@ApplicationScoped
class DatabaseCheck implements Check {
  private final Jdbi jdbi;

  @Inject
  DatabaseCheck(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DatabaseCheck() {
    this(null);
  }

  @Override
  public String id() {
    return "database";
  }

  @Override
  public List<Finding> findings() {
    String url = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL));
    return url.startsWith("jdbc:h2:mem:")
        ? List.of(
            Finding.warning(
                "The database is in memory: everything is lost when the server stops."
                    + " Point the server's default datasource at a database on disk."))
        : List.of();
  }
}
