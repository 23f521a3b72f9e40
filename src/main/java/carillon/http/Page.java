package carillon.http;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list.
 *
 * @param next the cursor of the next page, null on the last one
 */
public record Page<T>(List<T> items, @Schema(nullable = true) String next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * A page of rows ordered by id.
   *
   * @param rows up to {@code query.limit() + 1} rows; the extra one only tells that there is more
   */
  public static <R, T> Page<T> of(
      List<R> rows, PageQuery query, ToLongFunction<R> id, Function<R, T> view) {
    boolean more = rows.size() > query.limit();
    List<R> shown = more ? rows.subList(0, query.limit()) : rows;
    String next = more ? Cursor.encode(id.applyAsLong(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
