package carillon.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * JDBI on the server's datasource: statements join the container's transaction, if there is one.
 */
@ApplicationScoped
class Database {

  @Resource(lookup = "java:comp/DefaultDataSource")
  DataSource dataSource;

  @Produces
  Jdbi jdbi() {
    return Jdbi.create(dataSource);
  }
}
