package carillon.notification.snapshot;

import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.ReadGroups;
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
public class ReadPermissionTable {
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

  private final Jdbi jdbi;

  @Inject
  public ReadPermissionTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  ReadPermissionTable() {
    this(null);
  }

  public Access access(ChangeSummary changeSummary) {
    Map<Part, Set<Long>> groups = groups(changeSummary);
    Map<Long, ReadGroups> fields = new HashMap<>();
    changeSummary
        .fields()
        .forEach(field -> fields.put(field.id(), of(groups, new Part("field", field.id()))));
    Map<Long, ReadGroups> comments = new HashMap<>();
    commented(changeSummary).forEach(id -> comments.put(id, of(groups, new Part("comment", id))));
    return new Access(
        changeSummary.place().publicProject(),
        of(groups, Part.the("tracker")),
        of(groups, Part.the("artifact")),
        fields,
        comments);
  }

  private Map<Part, Set<Long>> groups(ChangeSummary changeSummary) {
    Map<Part, Set<Long>> groups = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(GROUPS)
                .bind("tracker", changeSummary.place().trackerId())
                .bind("artifact", changeSummary.place().artifactId())
                .registerArrayType(Long.class, "bigint")
                .bindArray("comments", Long.class, commented(changeSummary))
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

  private static List<Long> commented(ChangeSummary changeSummary) {
    return changeSummary.comments().stream().map(ChangeSummary.Comment::changesetId).toList();
  }

  private static ReadGroups of(Map<Part, Set<Long>> groups, Part part) {
    return new ReadGroups(groups.getOrDefault(part, Set.of()));
  }
}
