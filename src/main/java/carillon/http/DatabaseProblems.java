package carillon.http;

import java.sql.SQLException;
import java.util.Optional;

/** What the database's refusals mean to a client, by SQLSTATE (the same in H2 and PostgreSQL). */
final class DatabaseProblems {
  private DatabaseProblems() {}

  static Optional<Problem> of(SQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    return Optional.ofNullable(
        switch (state) {
          case "23505" -> Problem.of(409, "It exists already");
          case "23503" -> Problem.of(409, "It is still in use");
          // Deadlock, serialisation failure, lock not available in time (PostgreSQL; then H2).
          case "40001", "40P01", "55P03", "HYT00" ->
              Problem.of(503, "It is being changed by others; try again");
          default -> state.startsWith("08") ? Problem.of(503, "The database is away") : null;
        });
  }
}
