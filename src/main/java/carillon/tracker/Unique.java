package carillon.tracker;

import carillon.http.ProblemException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;

/** Writes a row whose name must be its own. */
final class Unique {
  private Unique() {}

  /**
   * @throws ProblemException 409 when another row has that name already
   */
  static void persist(EntityManager entities, Object entity, String field, String name) {
    try {
      entities.persist(entity);
      entities.flush();
    } catch (PersistenceException refused) {
      if (!violatesUniqueness(refused)) {
        throw refused;
      }
      throw ProblemException.conflict("There is already one with " + field + " '" + name + "'");
    }
  }

  private static boolean violatesUniqueness(Throwable refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && "23505".equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
