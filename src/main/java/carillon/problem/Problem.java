package carillon.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Why a request failed (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param instance names this one occurrence, as the log does; only for status 500
 * @param errors one entry for each bad field, at most {@link Bounds#ERRORS}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    detail = Bounds.cut(detail, Bounds.SENTENCE);
    errors = errors == null ? List.of() : errors.stream().limit(Bounds.ERRORS).toList();
  }

  /** A request that is not valid: status 400. */
  public static Problem invalid(List<FieldError> errors) {
    boolean more = errors.size() > Bounds.ERRORS;
    String first = more ? "; the first " + Bounds.ERRORS + " errors are listed" : "";
    return of(400, ValidationErrors.SUMMARY + first, errors);
  }

  public static Problem of(int status, String detail) {
    return of(status, detail, List.of());
  }

  public static Problem of(int status, String detail, List<FieldError> errors) {
    return new Problem("about:blank", title(status), status, detail, null, errors);
  }

  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
