package carillon.notification;

import carillon.dispatch.DispatchMode;
import carillon.dispatch.Task;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Writes rows of the tracker and of tasks, as the other packages do, for tests of this one. */
public final class TrackerRows {
  public final Jdbi jdbi;
  public final long project;
  public final long tracker;
  public final long title;
  public final long secret;
  final long assignee;
  private int sequence;

  public TrackerRows(Jdbi jdbi) {
    this.jdbi = jdbi;
    project =
        insert(
            "project",
            Map.of("version", 0, "short_name", "sample", "name", "Sample", "visibility", "PUBLIC"));
    tracker =
        insert(
            "tracker",
            Map.of(
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
    title = field(1, "title", "Title", "STRING", false);
    secret = field(2, "secret", "Secret", "TEXT", false);
    assignee = field(3, "assignee", "Assigned to", "USER", true);
    jdbi.useHandle(
        h -> h.execute("update tracker set title_field_id = ? where id = ?", title, tracker));
  }

  private long field(int position, String name, String label, String type, boolean notify) {
    return insert(
        "field",
        Map.of(
            "tracker_id",
            tracker,
            "position",
            position,
            "name",
            name,
            "label",
            label,
            "type",
            type,
            "notify",
            notify));
  }

  public long user(String username) {
    return insert(
        "user_account",
        Map.ofEntries(
            Map.entry("version", 0),
            Map.entry("username", username),
            Map.entry("username_key", username.toLowerCase(Locale.ROOT)),
            Map.entry("real_name", "Real " + username),
            Map.entry("email", username + "@example.com"),
            Map.entry("status", "ACTIVE"),
            Map.entry("locale", "en"),
            Map.entry("timezone", "UTC"),
            Map.entry("mail_format", "HTML"),
            Map.entry("own_actions", true),
            Map.entry("all_updates", true),
            Map.entry("unsubscribed_from_all", false)));
  }

  public long group(String name, long... members) {
    long group = insert("user_group", Map.of("version", 0, "project_id", project, "name", name));
    for (long member : members) {
      jdbi.useHandle(h -> h.execute("insert into user_group_member values (?, ?)", group, member));
    }
    return group;
  }

  void assigneeIs(long field) {
    jdbi.useHandle(
        h -> h.execute("update tracker set assignee_field_id = ? where id = ?", field, tracker));
  }

  void textMails() {
    jdbi.useHandle(h -> h.execute("update user_account set mail_format = 'TEXT'"));
  }

  public void readable(long field, long group) {
    jdbi.useHandle(h -> h.execute("insert into field_read_group values (?, ?)", field, group));
  }

  public void rule(boolean checkPermissions, String[] addresses, long... users) {
    long rule =
        insert(
            "notification_rule",
            Map.of(
                "tracker_id",
                tracker,
                "position",
                1,
                "all_updates",
                true,
                "check_permissions",
                checkPermissions));
    for (int i = 0; i < addresses.length; i++) {
      int position = i;
      jdbi.useHandle(
          h ->
              h.execute(
                  "insert into notification_rule_address values (?, ?, ?)",
                  rule,
                  position,
                  addresses[position]));
    }
    for (long user : users) {
      jdbi.useHandle(
          h -> h.execute("insert into notification_rule_user values (?, ?)", rule, user));
    }
  }

  public long artifact(long submitter) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    return insert(
        "artifact",
        Map.of(
            "version",
            0,
            "tracker_id",
            tracker,
            "last_sequence",
            0,
            "submitter_id",
            submitter,
            "submitted_at",
            now,
            "updated_at",
            now,
            "deleted",
            false));
  }

  public long changeset(long artifact, long submitter, String comment, Map<Long, String> values) {
    sequence++;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("artifact_id", artifact);
    row.put("sequence", sequence);
    row.put("submitter_id", submitter);
    row.put("submitted_at", Instant.parse("2026-03-01T12:00:00Z"));
    row.put("send_notifications", true);
    if (comment != null) {
      row.put("comment_body", comment);
      row.put("comment_format", "TEXT");
    }
    long changeset = insert("changeset", row);
    values.forEach(
        (field, content) ->
            insert(
                "changeset_value",
                Map.of(
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

  /** Likewise, where the field had another value before. */
  void changedFrom(long changeset, long field, String before) {
    jdbi.useHandle(
        h ->
            h.execute(
                "update changeset_value set old_content = ? where changeset_id = ? and field_id = ?",
                before,
                changeset,
                field));
  }

  public void privateTo(long changeset, long group) {
    jdbi.useHandle(
        h -> h.execute("insert into changeset_comment_group values (?, ?)", changeset, group));
  }

  /** A task as its claimer sees it: running, in its first epoch. */
  public Task task(long artifact, long changeset) {
    Instant now = Instant.now();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", "notification");
    row.put("subject", "");
    row.put("changeset_id", changeset);
    row.put("artifact_id", artifact);
    row.put("tracker_id", tracker);
    row.put("project_id", project);
    row.put("send_notifications", true);
    row.put("mode", "inline");
    row.put("state", "running");
    row.put("created_at", now);
    row.put("started_at", now);
    row.put("due_at", now);
    row.put("epoch", 1);
    row.put("failures", 0);
    long id = insert("task", row);
    return new Task(
        id,
        "notification",
        changeset,
        artifact,
        project,
        "",
        true,
        DispatchMode.INLINE,
        1,
        now,
        "");
  }

  /** A changeset that the task tells before its last one. */
  public void folded(long changeset, Task task) {
    jdbi.useHandle(
        h -> h.execute("insert into folded_changeset values (?, ?)", changeset, task.id()));
  }

  /** The same task, claimed once more. */
  public Task claimedAgain(Task task) {
    jdbi.useHandle(h -> h.execute("update task set epoch = epoch + 1 where id = ?", task.id()));
    return new Task(
        task.id(),
        task.kind(),
        task.changesetId(),
        task.artifactId(),
        task.projectId(),
        "",
        task.sendNotifications(),
        task.mode(),
        task.epoch() + 1,
        task.createdAt(),
        task.trace());
  }

  private long insert(String table, Map<String, ?> row) {
    String columns = String.join(", ", row.keySet());
    String values = ":" + String.join(", :", row.keySet());
    return jdbi.withHandle(
        h ->
            h.createUpdate("insert into " + table + " (" + columns + ") values (" + values + ")")
                .bindMap(row)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }
}
