package carillon.webhook;

import carillon.dispatch.DispatchMode;
import carillon.dispatch.Task;
import carillon.outbound.Vault;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Writes rows as the tracker does: a public project, a tracker with two fields, its owner. */
final class WebhookRows {
  private static final OffsetDateTime THEN =
      Instant.parse("2026-03-01T12:00:00Z").atOffset(ZoneOffset.UTC);

  final Jdbi jdbi;
  final long project;
  final long tracker;
  final long title;
  final long secret;
  final long owner;
  final long artifact;
  private int sequence;

  WebhookRows(Jdbi jdbi) {
    this.jdbi = jdbi;
    project =
        insert(
            "project", row("version", 0, "short_name", "p", "name", "P", "visibility", "PUBLIC"));
    tracker =
        insert(
            "tracker",
            row(
                "version",
                0,
                "project_id",
                project,
                "item_name",
                "bug",
                "name",
                "Bugs",
                "notification_level",
                "DEFAULT"));
    title = field(0, "title", "STRING");
    secret = field(1, "secret", "STRING");
    owner = user("owner");
    artifact =
        insert(
            "artifact",
            row(
                "version",
                0,
                "tracker_id",
                tracker,
                "last_sequence",
                0,
                "submitter_id",
                owner,
                "submitted_at",
                THEN,
                "updated_at",
                THEN,
                "deleted",
                false));
  }

  long user(String name) {
    return insert(
        "user_account",
        row(
            "version",
            0,
            "username",
            name,
            "real_name",
            "Real " + name,
            "email",
            name + "@x.example",
            "status",
            "ACTIVE",
            "locale",
            "en",
            "timezone",
            "UTC",
            "mail_format",
            "HTML",
            "own_actions",
            true,
            "all_updates",
            true,
            "unsubscribed_from_all",
            false));
  }

  /** A group with nobody in it. */
  long group(String name) {
    return insert("user_group", row("version", 0, "project_id", project, "name", name));
  }

  long changeset(String comment, Map<Long, String> values) {
    sequence++;
    Map<String, Object> row =
        row(
            "artifact_id",
            artifact,
            "sequence",
            sequence,
            "submitter_id",
            owner,
            "submitted_at",
            THEN,
            "send_notifications",
            true);
    if (comment != null) {
      row.put("comment_body", comment);
      row.put("comment_format", "TEXT");
    }
    long changeset = insert("changeset", row);
    values.forEach(
        (field, content) ->
            insert(
                "changeset_value",
                row(
                    "changeset_id",
                    changeset,
                    "field_id",
                    field,
                    "artifact_id",
                    artifact,
                    "sequence",
                    sequence,
                    "new_content",
                    content)));
    return changeset;
  }

  long hook(URI url, Vault vault, Secret secretText) {
    return insert(
        "webhook",
        row(
            "tracker_id",
            tracker,
            "url",
            url.toString(),
            "owner_id",
            owner,
            "on_create",
            true,
            "on_update",
            true,
            "enabled",
            true,
            "secret",
            vault.seal(secretText.text())));
  }

  Task task(long changeset) {
    return new Task(
        1,
        "webhook",
        changeset,
        artifact,
        project,
        "",
        true,
        DispatchMode.QUEUED,
        1,
        THEN.toInstant(),
        "");
  }

  void execute(String sql, Object... arguments) {
    jdbi.useHandle(handle -> handle.execute(sql, arguments));
  }

  private long field(int position, String name, String type) {
    return insert(
        "field",
        row(
            "tracker_id",
            tracker,
            "position",
            position,
            "name",
            name,
            "label",
            name,
            "type",
            type,
            "notify",
            false));
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  private long insert(String table, Map<String, Object> row) {
    String columns = String.join(", ", row.keySet());
    String values = ":" + String.join(", :", row.keySet());
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate("insert into %s (%s) values (%s)".formatted(table, columns, values))
                .bindMap(row)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }
}
