package carillon.notification;

import carillon.tracker.NotificationLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads what happened in a changeset, from the tracker's tables: two statements. */
@ApplicationScoped
class StoryTable {
  private static final String CHANGESET =
      """
      select c.id, c.sequence, c.submitted_at, c.comment_body,
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
      where c.id = :changeset
      """;
  private static final String FIELDS =
      """
      select f.id, f.label, f.type, f.notify, v.id is not null as changed,
        v.old_content, v.new_content,
        (select w.new_content from changeset_value w
         where w.artifact_id = :artifact and w.field_id = f.id and w.sequence =
           (select max(x.sequence) from changeset_value x
            where x.artifact_id = :artifact and x.field_id = f.id and x.sequence <= :sequence)
        ) as content
      from field f
      left join changeset_value v on v.field_id = f.id and v.changeset_id = :changeset
      where f.tracker_id = :tracker
      order by f.position, f.id
      """;

  @Inject Jdbi jdbi;

  /** Empty when there is no such changeset (any more). */
  public Optional<Story> story(long changesetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CHANGESET)
                .bind("changeset", changesetId)
                .map((row, context) -> story(handle, row))
                .findOne());
  }

  /** Whether the changeset has a comment that mentions somebody. */
  public boolean mentions(long changesetId) {
    return story(changesetId).filter(story -> !story.mentions().isEmpty()).isPresent();
  }

  private static Story story(Handle handle, ResultSet row) throws SQLException {
    Place place = place(row);
    int sequence = row.getInt("sequence");
    long changesetId = row.getLong("id");
    return new Story(
        place,
        changesetId,
        sequence,
        row.getBoolean("deleted"),
        actor(row, "submitter"),
        actor(row, "first"),
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("comment_body")).filter(body -> !body.isBlank()),
        fields(handle, place, changesetId, sequence));
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
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

  private static Story.Actor actor(ResultSet row, String prefix) throws SQLException {
    String address = row.getString(prefix + "_address");
    String name = row.getString(prefix + "_name");
    return new Story.Actor(
        row.getObject(prefix + "_id", Long.class), address, name == null ? address : name);
  }

  private static List<Story.FieldStory> fields(
      Handle handle, Place place, long changesetId, int sequence) {
    return handle
        .createQuery(FIELDS)
        .bind("artifact", place.artifactId())
        .bind("tracker", place.trackerId())
        .bind("changeset", changesetId)
        .bind("sequence", sequence)
        .map((row, context) -> field(row))
        .list();
  }

  private static Story.FieldStory field(ResultSet row) throws SQLException {
    return new Story.FieldStory(
        row.getLong("id"),
        row.getString("label"),
        row.getString("type"),
        row.getBoolean("notify"),
        row.getBoolean("changed"),
        row.getString("old_content"),
        row.getString("new_content"),
        row.getString("content"));
  }
}
