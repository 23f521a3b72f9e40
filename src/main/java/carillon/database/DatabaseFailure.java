package carillon.database;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;

/** Why the database has not written something, by SQLSTATE (H2 and PostgreSQL). */
public enum DatabaseFailure {
  /** There is no connection, or no room: whatever is written now fails. */
  UNAVAILABLE,
  /** Others hold what it needs. */
  CONTENDED,
  /** It will not take this, now or later; or it is not the database's doing. */
  REJECTED;

  /** SQLSTATE of a row whose key another row has already. */
  public static final String DUPLICATE_KEY = "23505";

  /** Of a standby that is being promoted. */
  private static final String READ_ONLY = "25006";

  public static DatabaseFailure of(Throwable failure) {
    return causes(failure)
        .map(DatabaseFailure::alone)
        .filter(trouble -> trouble != REJECTED)
        .findFirst()
        .orElse(REJECTED);
  }

  /** Whether a row was refused because another row has its key already. */
  public static boolean isDuplicateKey(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause -> cause instanceof SQLException sql && DUPLICATE_KEY.equals(sql.getSQLState()));
  }

  /** Bounded, because causes may form a circle. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private static DatabaseFailure alone(Throwable failure) {
    if (failure instanceof ConnectionException || failure instanceof RollbackException) {
      return UNAVAILABLE;
    }
    return failure instanceof SQLException sql ? ofState(sql.getSQLState()) : REJECTED;
  }

  /** A data source that has no connection to give says so without a state. */
  private static DatabaseFailure ofState(String state) {
    if (READ_ONLY.equals(state)) {
      return UNAVAILABLE;
    }
    String stateClass = state == null ? "08" : state.substring(0, Math.min(2, state.length()));
    return switch (stateClass) {
      case "08", "53", "57", "58", "90" -> UNAVAILABLE;
      case "40", "55", "HY" -> CONTENDED;
      default -> REJECTED;
    };
  }
}
