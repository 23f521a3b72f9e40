package carillon.notification;

import carillon.notification.message.Part;
import carillon.notification.message.Story;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Audience;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Reads who may read what of an artifact: one statement. */
@ApplicationScoped
class AudienceTable {
  private static final String GROUPS =
      """
      select 'tracker' as part, 0 as id, group_id from tracker_view_group where tracker_id = :tracker
      union all
      select 'artifact', 0, group_id from artifact_view_group where artifact_id = :artifact
      union all
      select 'comment', changeset_id, group_id from changeset_comment_group
        where changeset_id = any(:comments)
      union all
      select 'field', r.field_id, r.group_id from field_read_group r
        join field f on f.id = r.field_id where f.tracker_id = :tracker
      """;

  private record Part(String name, long id) {
    private static Part the(String name) {
      return new Part(name, 0);
    }
  }

  @Inject Jdbi jdbi;

  public Access access(Story story) {
    Map<Part, Set<Long>> groups = groups(story);
    Map<Long, Audience> fields = new HashMap<>();
    story
        .fields()
        .forEach(field -> fields.put(field.id(), of(groups, new Part("field", field.id()))));
    Map<Long, Audience> comments = new HashMap<>();
    commented(story).forEach(id -> comments.put(id, of(groups, new Part("comment", id))));
    return new Access(
        story.place().publicProject(),
        of(groups, Part.the("tracker")),
        of(groups, Part.the("artifact")),
        fields,
        comments);
  }

  private Map<Part, Set<Long>> groups(Story story) {
    Map<Part, Set<Long>> groups = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(GROUPS)
                .bind("tracker", story.place().trackerId())
                .bind("artifact", story.place().artifactId())
                .registerArrayType(Long.class, "bigint")
                .bindArray("comments", Long.class, commented(story))
                .map(
                    (row, context) ->
                        Map.entry(
                            new Part(row.getString("part"), row.getLong("id")),
                            row.getLong("group_id")))
                .forEach(
                    e ->
                        groups
                            .computeIfAbsent(e.getKey(), part -> new HashSet<>())
                            .add(e.getValue())));
    return groups;
  }

  private static List<Long> commented(Story story) {
    return story.comments().stream().map(Story.Comment::changesetId).toList();
  }

  private static Audience of(Map<Part, Set<Long>> groups, Part part) {
    return new Audience(groups.getOrDefault(part, Set.of()));
  }
}
