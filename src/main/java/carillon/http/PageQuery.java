package carillon.http;

import carillon.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters {@code limit} and {@code cursor} of a list; use as {@code @BeanParam}. */
public class PageQuery {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  // Texts, because JAX-RS answers a bad number in a query with 404.
  @QueryParam("limit")
  @Parameter(
      description = "Maximum number of items, 1 to 200; default 50",
      schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "200"))
  private String limit;

  @QueryParam("cursor")
  @Parameter(description = "The value of next of the previous page")
  private String cursor;

  public PageQuery() {}

  PageQuery(String limit, String cursor) {
    this.limit = limit;
    this.cursor = cursor;
  }

  /**
   * How many items the page has at most.
   *
   * @throws ProblemException with status 400 when it is no whole number from 1 to 200
   */
  public int limit() {
    if (limit == null || limit.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (!limit.matches("\\d{1,3}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > MOST) {
      throw ProblemException.invalid("limit", "must be a whole number from 1 to 200");
    }
    return Integer.parseInt(limit);
  }

  /** The cursor as it came, empty on the first page; for lists that are not in order of an id. */
  public String cursor() {
    return cursor == null ? "" : cursor;
  }

  /**
   * The id after which the page begins; 0 for the first page.
   *
   * @throws ProblemException with status 400 when the cursor is none of ours
   */
  public long after() {
    if (cursor == null || cursor.isEmpty()) {
      return 0;
    }
    try {
      return Cursor.decode(cursor);
    } catch (IllegalArgumentException unknown) {
      throw ProblemException.invalid("cursor", "is not the 'next' of a page of this list");
    }
  }
}
