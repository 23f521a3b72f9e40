package carillon.problem;

import java.util.List;

/** A request that cannot be fulfilled, and the answer that says why. Rolls the transaction back. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.status() + " " + problem.detail());
    this.problem = problem;
  }

  public static ProblemException notFound(String what) {
    return new ProblemException(Problem.of(404, what + " does not exist"));
  }

  public static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(409, detail));
  }

  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(Problem.invalid(errors));
  }

  public static ProblemException invalid(String field, String detail) {
    return invalid(List.of(new FieldError(field, detail)));
  }

  public Problem problem() {
    return problem;
  }
}
