package carillon.notification.event;

import carillon.dispatch.Task;
import carillon.tracker.FieldType;
import carillon.tracker.NotificationLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads what happened in the changesets of a task, from the tracker's tables: five statements,
 * however many changesets and artifacts there are.
 */
@ApplicationScoped
public class ChangeSummaryTable {
  private static final String MEMBERS =
      """
      select c.id, c.sequence, c.submitted_at, c.comment_body, c.comment_format,
        c.submitter_id, c.submitter_address, cu.real_name as submitter_name,
        a.id as artifact_id, a.deleted, a.submitter_id as first_id,
        a.submitter_address as first_address, au.real_name as first_name,
        t.id as tracker_id, t.item_name, t.name as tracker_name, t.notification_level,
        t.title_field_id, t.status_field_id,
        p.id as project_id, p.short_name, p.name as project_name, p.visibility
      from changeset c
      join artifact a on a.id = c.artifact_id
      join tracker t on t.id = a.tracker_id
      join project p on p.id = t.project_id
      left join user_account cu on cu.id = c.submitter_id
      left join user_account au on au.id = a.submitter_id
      where c.id in (select :changeset union all
        select f.changeset_id from folded_changeset f where f.task_id = :task)
      order by a.id, c.sequence
      """;

  private static final String NAMES =
      "select username, real_name from user_account where username = any(:users)"
          + " or username_key = any(:mentioned)";

  private final Jdbi jdbi;
  private final FieldTable fields;

  @Inject
  public ChangeSummaryTable(Jdbi jdbi, FieldTable fields) {
    this.jdbi = jdbi;
    this.fields = fields;
  }

  /** For the container's proxy. */
  ChangeSummaryTable() {
    this(null, null);
  }

  /** One story for each artifact that the task is about, but those that were deleted meanwhile. */
  public List<ChangeSummary> of(Task task) {
    Map<Long, List<ChangesetRow>> byArtifact =
        members(task).stream()
            .filter(changesetRow -> !changesetRow.deleted())
            .collect(
                Collectors.groupingBy(
                    changesetRow -> changesetRow.place().artifactId(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<Long, List<ChangeSummary.FieldChange>> changes = fields.of(byArtifact.values());
    Map<String, String> names = names(byArtifact.values(), changes.values());
    return byArtifact.entrySet().stream()
        .map(entry -> ChangesetRow.story(entry.getValue(), changes.get(entry.getKey()), names))
        .toList();
  }

  /** The real names of everyone whom user fields name, now or before, or a comment mentions. */
  private Map<String, String> names(
      Collection<List<ChangesetRow>> told, Collection<List<ChangeSummary.FieldChange>> changes) {
    Set<String> users =
        changes.stream()
            .flatMap(List::stream)
            .filter(field -> Set.of(FieldType.USER, FieldType.USERS).contains(field.type()))
            .flatMap(f -> Stream.of(f.before(), f.after(), f.value()).flatMap(List::stream))
            .collect(Collectors.toSet());
    Set<String> mentioned =
        told.stream()
            .flatMap(List::stream)
            .flatMap(row -> row.comment().stream())
            .flatMap(comment -> comment.mentions().stream())
            .collect(Collectors.toSet());
    return users.isEmpty() && mentioned.isEmpty() ? Map.of() : names(users, mentioned);
  }

  private Map<String, String> names(Set<String> users, Set<String> mentioned) {
    Map<String, String> names = new HashMap<>();
    jdbi.withHandle(
            handle ->
                handle
                    .createQuery(NAMES)
                    .registerArrayType(String.class, "varchar")
                    .bindArray("users", String.class, List.copyOf(users))
                    .bindArray("mentioned", String.class, List.copyOf(mentioned))
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .list())
        .forEach(
            entry -> {
              names.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
              names.put(entry.getKey(), entry.getValue());
            });
    return names;
  }

  private List<ChangesetRow> members(Task task) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(MEMBERS)
                .bind("changeset", task.changesetId())
                .bind("task", task.id())
                .map((row, context) -> member(row))
                .list());
  }

  private static ChangesetRow member(ResultSet row) throws SQLException {
    ChangeSummary.Actor author = actor(row, "submitter");
    return new ChangesetRow(
        place(row),
        row.getLong("id"),
        row.getInt("sequence"),
        row.getBoolean("deleted"),
        author,
        actor(row, "first"),
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        comment(row, author));
  }

  private static Optional<ChangeSummary.Comment> comment(ResultSet row, ChangeSummary.Actor author)
      throws SQLException {
    String body = row.getString("comment_body");
    boolean markdown = "MARKDOWN".equals(row.getString("comment_format"));
    return body == null || body.isBlank()
        ? Optional.empty()
        : Optional.of(new ChangeSummary.Comment(row.getLong("id"), author, body, markdown));
  }

  private static ArtifactContext place(ResultSet row) throws SQLException {
    return new ArtifactContext(
        row.getLong("artifact_id"),
        row.getLong("project_id"),
        row.getString("short_name"),
        row.getString("project_name"),
        "PUBLIC".equals(row.getString("visibility")),
        row.getLong("tracker_id"),
        row.getString("item_name"),
        row.getString("tracker_name"),
        NotificationLevel.valueOf(row.getString("notification_level")),
        row.getObject("title_field_id", Long.class),
        row.getObject("status_field_id", Long.class));
  }

  private static ChangeSummary.Actor actor(ResultSet row, String prefix) throws SQLException {
    String address = row.getString(prefix + "_address");
    String name = row.getString(prefix + "_name");
    return new ChangeSummary.Actor(
        row.getObject(prefix + "_id", Long.class), address, name == null ? mailbox(address) : name);
  }

  /** Of an address only its owner's part is shown to others. */
  private static String mailbox(String address) {
    return address.substring(0, address.lastIndexOf('@'));
  }
}
