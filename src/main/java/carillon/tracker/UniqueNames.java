package carillon.tracker;

import carillon.database.DatabaseFailure;
import carillon.problem.ProblemException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;

/** Names that are their row's own, such as a user name or a project's short name. */
final class UniqueNames {
  private UniqueNames() {}

  /**
   * Writes a row under its name.
   *
   * @param taken whether a row has the name already; two writers at once are told by the database
   * @throws ProblemException 409 when another row has that name
   */
  static void persist(
      EntityManager entities, Object entity, boolean taken, String field, String name) {
    if (taken) {
      throw refusal(field, name);
    }
    try {
      entities.persist(entity);
      entities.flush();
    } catch (PersistenceException refused) {
      if (!DatabaseFailure.isDuplicateKey(refused)) {
        throw refused;
      }
      throw refusal(field, name);
    }
  }

  private static ProblemException refusal(String field, String name) {
    return ProblemException.conflict(field + " '" + name + "' already exists");
  }
}
