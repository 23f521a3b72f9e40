package carillon.database;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/** Why the database has not written something, by SQLSTATE (H2 and PostgreSQL). */
public enum DatabaseTrouble {
  /** There is no connection, or no room: whatever is written now fails. */
  AWAY,
  /** Others hold what it needs. */
  LOCKED,
  /** It will not take this, now or later; or it is not the database's doing. */
  REFUSED;

  /** Of a standby that is being promoted. */
  private static final String READ_ONLY = "25006";

  public static DatabaseTrouble of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .map(DatabaseTrouble::alone)
        .filter(trouble -> trouble != REFUSED)
        .findFirst()
        .orElse(REFUSED);
  }

  private static DatabaseTrouble alone(Throwable failure) {
    if (failure instanceof ConnectionException || failure instanceof RollbackException) {
      return AWAY;
    }
    return failure instanceof SQLException sql ? ofState(sql.getSQLState()) : REFUSED;
  }

  /** A data source that has no connection to give says so without a state. */
  private static DatabaseTrouble ofState(String state) {
    if (READ_ONLY.equals(state)) {
      return AWAY;
    }
    String stateClass = state == null ? "08" : state.substring(0, Math.min(2, state.length()));
    return switch (stateClass) {
      case "08", "53", "57", "58", "90" -> AWAY;
      case "40", "55", "HY" -> LOCKED;
      default -> REFUSED;
    };
  }
}
