package carillon.tracker;

import carillon.problem.Bounds;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A comment to be written; a blank body is no comment.
 *
 * @param format text unless said
 * @param groups private to these groups of the project; empty: whoever sees the artifact reads it
 */
public record NewComment(
    @Size(max = ValueParser.LONGEST) String body,
    CommentFormat format,
    @Size(max = Bounds.ENTRIES) List<@NotNull(message = NamePatterns.REQUIRED) String> groups) {
  public NewComment {
    format = format == null ? CommentFormat.TEXT : format;
    groups = groups == null ? List.of() : groups;
  }

  boolean blank() {
    return body == null || body.isBlank();
  }
}
