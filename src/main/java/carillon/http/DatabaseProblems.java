package carillon.http;

import carillon.database.DatabaseFailure;
import carillon.problem.Problem;
import java.sql.SQLException;
import java.util.Optional;

/** What the database's refusals mean to a client, by SQLSTATE (the same in H2 and PostgreSQL). */
final class DatabaseProblems {
  private static final String UNSTORABLE =
      "A value cannot be stored: it is too long or has characters that are not allowed";

  private DatabaseProblems() {}

  static Optional<Problem> of(SQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    return Optional.ofNullable(
        switch (state) {
          case DatabaseFailure.DUPLICATE_KEY -> Problem.of(409, "It already exists");
          case "23503" -> Problem.of(409, "It is still in use");
          // Deadlock, serialisation failure, lock not available in time (PostgreSQL; then H2).
          case "40001", "40P01", "55P03", "HYT00" ->
              Problem.of(503, "Others are changing it; retry");
          default -> byClass(state.substring(0, Math.min(2, state.length())));
        });
  }

  private static Problem byClass(String stateClass) {
    return switch (stateClass) {
      case "08", "57" -> Problem.of(503, "The database is unavailable");
      case "53" -> Problem.of(503, "The database has no disk space or no connection left");
      case "22" -> Problem.of(400, UNSTORABLE);
      default -> null;
    };
  }
}
