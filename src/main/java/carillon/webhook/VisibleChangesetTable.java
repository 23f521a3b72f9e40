package carillon.webhook;

import carillon.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads changesets as one person may see them, filtered by the database. */
@ApplicationScoped
class VisibleChangesetTable {
  /** Who is in none of the groups that something is restricted to does not see it. */
  private static final String ADMITTED =
      """
      (not exists (select 1 from %1$s g where g.%2$s = %3$s)
        or exists (select 1 from %1$s g join user_group_member m on m.group_id = g.group_id
          where g.%2$s = %3$s and m.user_id = :owner))
      """;

  private static final String CHANGESET =
      """
      select c.*, t.id as tracker_id, u.username, u.real_name, su.username as first_username,
        a.submitter_address as first_address, %s as reads_comment
      from changeset c
      join artifact a on a.id = c.artifact_id
      join tracker t on t.id = a.tracker_id
      join project p on p.id = t.project_id
      join user_account o on o.id = :owner
      left join user_account u on u.id = c.submitter_id
      left join user_account su on su.id = a.submitter_id
      where not a.deleted
        and (o.status = 'ACTIVE' and p.visibility = 'PUBLIC' or o.status in ('ACTIVE', 'RESTRICTED')
          and exists (select 1 from project_member m
            where m.project_id = p.id and m.user_id = :owner))
        and %s and %s and
      """
          .formatted(
              ADMITTED.formatted("changeset_comment_group", "changeset_id", "c.id"),
              ADMITTED.formatted("tracker_view_group", "tracker_id", "t.id"),
              ADMITTED.formatted("artifact_view_group", "artifact_id", "a.id"));

  private static final String VALUES =
      """
      select f.name, f.type, (select v.new_content from changeset_value v
        where v.artifact_id = :artifact and v.field_id = f.id and v.sequence =
          (select max(x.sequence) from changeset_value x
           where x.artifact_id = :artifact and x.field_id = f.id and x.sequence <= :sequence)
        ) as content
      from field f
      where f.tracker_id = :tracker and %s
      order by f.position, f.id
      """
          .formatted(ADMITTED.formatted("field_read_group", "field_id", "f.id"));

  @Inject Jdbi jdbi;

  /** A changeset that the person sees. */
  record Seen(
      long changesetId,
      long artifactId,
      long trackerId,
      int sequence,
      WebhookPayloads.Person submitter,
      String firstSubmitter,
      Instant submittedAt,
      WebhookPayloads.Comment comment) {}

  /** Empty when the person may not see it, or it is deleted. */
  public Optional<Seen> seen(long owner, long changesetId) {
    return find("c.id = :changeset", Map.of("owner", owner, "changeset", changesetId));
  }

  /** The changeset before, if this is not the first. */
  public Optional<Seen> before(long owner, Seen later) {
    return find(
        "c.artifact_id = :artifact and c.sequence = :sequence",
        Map.of("owner", owner, "artifact", later.artifactId(), "sequence", later.sequence() - 1));
  }

  /** The artifact after a changeset. */
  public WebhookPayloads.State state(long owner, Seen seen) {
    Map<String, Object> values = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(VALUES)
                .bind("owner", owner)
                .bind("artifact", seen.artifactId())
                .bind("tracker", seen.trackerId())
                .bind("sequence", seen.sequence())
                .map((row, context) -> values.put(row.getString("name"), value(row, seen)))
                .list());
    return new WebhookPayloads.State(
        seen.changesetId(), seen.submitter(), seen.submittedAt(), values, seen.comment());
  }

  private Optional<Seen> find(String condition, Map<String, ?> parameters) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CHANGESET + condition)
                .bindMap(parameters)
                .map(VisibleChangesetTable::read)
                .findOne());
  }

  private static Seen read(ResultSet row, StatementContext context) throws SQLException {
    String first = row.getString("first_username");
    return new Seen(
        row.getLong("id"),
        row.getLong("artifact_id"),
        row.getLong("tracker_id"),
        row.getInt("sequence"),
        new WebhookPayloads.Person(
            row.getString("username"),
            row.getString("real_name"),
            row.getString("submitter_address")),
        first == null ? row.getString("first_address") : first,
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        comment(row));
  }

  private static WebhookPayloads.Comment comment(ResultSet row) throws SQLException {
    String body = row.getString("comment_body");
    return body == null || !row.getBoolean("reads_comment")
        ? null
        : new WebhookPayloads.Comment(
            body, row.getString("comment_format").toLowerCase(Locale.ROOT));
  }

  private static JsonNode value(ResultSet row, Seen seen) throws SQLException {
    if ("SUBMITTER".equals(row.getString("type"))) {
      return Json.MAPPER.valueToTree(seen.firstSubmitter());
    }
    String content = row.getString("content");
    try {
      return content == null ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(content);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("A field's content is JSON", notOurs);
    }
  }
}
