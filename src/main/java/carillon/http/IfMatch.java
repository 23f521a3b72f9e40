package carillon.http;

import carillon.problem.Problem;
import carillon.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The versions on which a writer insists: the header {@code If-Match} (RFC 9110, 13.1.1). Without
 * the header any version will do.
 */
public record IfMatch(boolean any, Set<String> tags) {
  /** Insists on nothing. */
  public static final IfMatch NONE = new IfMatch(true, Set.of());

  public IfMatch {
    tags = Set.copyOf(tags);
  }

  /** Reads the header's text; null when there is none. */
  public static IfMatch of(String header) {
    if (header == null || header.trim().equals("*")) {
      return NONE;
    }
    return new IfMatch(
        false, Arrays.stream(header.split(",")).map(String::trim).collect(Collectors.toSet()));
  }

  /**
   * Refuses when the present version is not among those named. Weak tags never match.
   *
   * @throws ProblemException with status 412
   */
  public void check(long version) {
    if (!any && !tags.contains(ETags.text(version))) {
      throw new ProblemException(
          Problem.of(
              412, "It was changed in the meantime; its ETag is now " + ETags.text(version)));
    }
  }
}
