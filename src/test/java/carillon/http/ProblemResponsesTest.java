package carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.problem.Problem;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exception becomes what a client can act on, and never shows what is inside. */
class ProblemResponsesTest {

  @ParameterizedTest
  @CsvSource({
    "23505, 409",
    "23503, 409",
    "40001, 503",
    "55P03, 503",
    "08006, 503",
    "22021, 400",
    "42000, 500"
  })
  void theDatabasesRefusalsByTheirState(String state, int status) {
    Throwable thrown =
        new RuntimeException(new PersistenceException(new SQLException("secret words", state)));
    Problem problem = ProblemResponses.problem(thrown);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.detail()).doesNotContain("secret");
  }

  @Test
  void aLostRaceIsAConflict() {
    assertThat(ProblemResponses.problem(new OptimisticLockException()).status()).isEqualTo(409);
  }

  @Test
  void theUnexpectedIsToldByAnIdOnly() {
    Problem problem = ProblemResponses.problem(new IllegalStateException("secret words"));
    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.detail()).contains(problem.instance()).doesNotContain("secret");
  }
}
