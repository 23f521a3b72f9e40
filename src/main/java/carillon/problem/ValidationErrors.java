package carillon.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a request, so that its author learns of everything at once; or of as
 * much as an answer lists ({@link Bounds#ERRORS}).
 */
public final class ValidationErrors {
  public static final String SUMMARY = "The request is not valid";

  private final List<FieldError> found = new ArrayList<>();

  public void add(String field, String detail) {
    // One more than is listed tells that there are more.
    if (found.size() <= Bounds.ERRORS) {
      found.add(new FieldError(field, detail));
    }
  }

  /**
   * @throws ProblemException with status 400 when there is any error
   */
  public void refuse() {
    if (!found.isEmpty()) {
      throw ProblemException.invalid(found);
    }
  }

  public List<FieldError> list() {
    return List.copyOf(found);
  }
}
