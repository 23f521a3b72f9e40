package carillon.tracker.history;

import carillon.tracker.Comment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The rows of many past changes at once, in batches of JDBC: entities would be inserted one by one.
 * In the caller's transaction.
 */
@ApplicationScoped
class HistoryTable {
  @Inject Jdbi jdbi;

  /** The ids of a tracker's fields, by name. */
  public Map<String, Long> fields(long trackerId) {
    Map<String, Long> fields = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select id, name from field where tracker_id = :tracker")
                .bind("tracker", trackerId)
                .map((row, context) -> fields.put(row.getString("name"), row.getLong("id")))
                .list());
    return fields;
  }

  /** Writes artifacts that have no changeset yet, by who created them, and returns their ids. */
  public List<Long> insert(long trackerId, List<DatedChange> creations) {
    return jdbi.withHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "insert into artifact (version, tracker_id, last_sequence, submitter_id,"
                      + " submitted_at, updated_at, deleted) values (0, :tracker, 0, :submitter,"
                      + " :at, :at, false)");
          for (DatedChange creation : creations) {
            batch
                .bind("tracker", trackerId)
                .bind("submitter", creation.submitter())
                .bind("at", time(creation.at()))
                .add();
          }
          return ids(batch);
        });
  }

  /** An artifact as it is; nobody else changes it until the transaction ends. */
  public Optional<HistoryBuilder> locked(long artifactId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select last_sequence from artifact where id = :id and not deleted for update")
                .bind("id", artifactId)
                .mapTo(Integer.class)
                .findOne()
                .map(
                    sequence ->
                        new HistoryBuilder(artifactId, sequence, values(handle, artifactId))));
  }

  public void write(List<HistoryBuilder> grown) {
    List<HistoryBuilder.Step> steps = grown.stream().flatMap(one -> one.steps().stream()).toList();
    if (steps.isEmpty()) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          differences(handle, steps, changesets(handle, steps));
          present(handle, grown);
        });
  }

  private static List<Long> changesets(Handle handle, List<HistoryBuilder.Step> steps) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into changeset (artifact_id, sequence, submitter_id, submitted_at,"
                + " send_notifications, comment_body, comment_format) values (:artifact,"
                + " :sequence, :submitter, :at, false, :body, :format)");
    for (HistoryBuilder.Step step : steps) {
      Comment comment = step.change().comment();
      batch
          .bind("artifact", step.artifactId())
          .bind("sequence", step.sequence())
          .bind("submitter", step.change().submitter())
          .bind("at", time(step.change().at()))
          .bind("body", comment == null ? null : comment.body())
          .bind("format", comment == null ? null : comment.format().name())
          .add();
    }
    return ids(batch);
  }

  private static void differences(
      Handle handle, List<HistoryBuilder.Step> steps, List<Long> changesets) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into changeset_value (changeset_id, field_id, artifact_id, sequence,"
                + " old_content, new_content) values (:changeset, :field, :artifact, :sequence,"
                + " :before, :after)");
    for (int i = 0; i < steps.size(); i++) {
      HistoryBuilder.Step step = steps.get(i);
      for (HistoryBuilder.Difference difference : step.differences()) {
        batch
            .bind("changeset", changesets.get(i))
            .bind("field", difference.fieldId())
            .bind("artifact", step.artifactId())
            .bind("sequence", step.sequence())
            .bind("before", difference.before())
            .bind("after", difference.after())
            .add();
      }
    }
    execute(batch);
  }

  /** The artifacts as they are after it all. */
  private static void present(Handle handle, List<HistoryBuilder> grown) {
    PreparedBatch artifacts =
        handle.prepareBatch(
            "update artifact set version = version + 1, last_sequence = :sequence, updated_at = :at"
                + " where id = :artifact");
    PreparedBatch gone =
        handle.prepareBatch(
            "delete from artifact_value where artifact_id = :artifact and field_id = :field");
    PreparedBatch come =
        handle.prepareBatch(
            "insert into artifact_value (artifact_id, field_id, content) values (:artifact, :field,"
                + " :content)");
    for (HistoryBuilder one : grown) {
      long id = one.artifactId();
      artifacts.bind("artifact", id).bind("sequence", one.sequence());
      artifacts.bind("at", time(one.updatedAt())).add();
      for (HistoryBuilder.Difference difference : one.differences()) {
        if (difference.before() != null) {
          gone.bind("artifact", id).bind("field", difference.fieldId()).add();
        }
        if (difference.after() != null) {
          come.bind("artifact", id).bind("field", difference.fieldId());
          come.bind("content", difference.after()).add();
        }
      }
    }
    execute(artifacts);
    execute(gone);
    execute(come);
  }

  private static Map<Long, String> values(Handle handle, long artifactId) {
    Map<Long, String> values = new HashMap<>();
    handle
        .createQuery("select field_id, content from artifact_value where artifact_id = :artifact")
        .bind("artifact", artifactId)
        .map((row, context) -> values.put(row.getLong("field_id"), row.getString("content")))
        .list();
    return values;
  }

  private static List<Long> ids(PreparedBatch batch) {
    return batch.size() == 0
        ? List.of()
        : batch.executePreparedBatch("id").mapTo(Long.class).list();
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
