package carillon.tracker.api;

import carillon.tracker.Changeset;
import carillon.tracker.ChangesetValue;
import carillon.tracker.Comment;
import carillon.tracker.CommentFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A changeset.
 *
 * @param sequence its place among the changesets of the artifact, from 1
 * @param submittedBy null for those who may not see the address of an actor without account
 * @param comment null if there is none, or if it is private and the reader may not see it
 */
record ChangesetResponse(
    long id,
    long artifactId,
    int sequence,
    @Schema(nullable = true) String submittedBy,
    Instant submittedAt,
    List<ValueChange> changes,
    @Schema(nullable = true) CommentView comment) {

  record ValueChange(
      String field,
      @Schema(implementation = Object.class) @JsonProperty("old") JsonNode before,
      @Schema(implementation = Object.class) @JsonProperty("new") JsonNode after) {}

  record CommentView(String body, CommentFormat format, List<String> groups) {}

  static ChangesetResponse of(Changeset changeset, Viewer viewer) {
    return new ChangesetResponse(
        changeset.id(),
        changeset.artifact().id(),
        changeset.sequence(),
        viewer.name(changeset.submitter()),
        changeset.submittedAt(),
        changes(changeset),
        comment(changeset, viewer));
  }

  private static List<ValueChange> changes(Changeset changeset) {
    return changeset.values().stream()
        .map(ChangesetResponse::change)
        .sorted(Comparator.comparing(ValueChange::field))
        .toList();
  }

  private static ValueChange change(ChangesetValue value) {
    return new ValueChange(
        value.field().name(),
        StoredValues.read(value.oldContent()),
        StoredValues.read(value.newContent()));
  }

  private static CommentView comment(Changeset changeset, Viewer viewer) {
    List<String> groups = GroupResponse.names(changeset.commentGroups());
    if (!groups.isEmpty() && !viewer.all()) {
      return null;
    }
    return changeset.comment().map(comment -> view(comment, groups)).orElse(null);
  }

  private static CommentView view(Comment comment, List<String> groups) {
    return new CommentView(comment.body(), comment.format(), groups);
  }
}
