package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The task rows as the relay and the system check see them: what is due, and for how long. */
@ApplicationScoped
class DueTaskTable {
  private static final String DUE_COLUMNS =
      "select id, kind, changeset_id, artifact_id, project_id, send_notifications, job_id from"
          + " task";

  @Inject Jdbi jdbi;

  /** A task that is due: what a push needs to know of it. */
  record Due(
      long id,
      String kind,
      long changesetId,
      long artifactId,
      long projectId,
      boolean sendNotifications,
      String jobId) {}

  /** The tasks that the relay should look at now, longest due first, at most {@code limit}. */
  @Transactional(REQUIRES_NEW)
  public List<Due> due(Collection<String> kinds, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DUE_COLUMNS
                        + " where next_at <= current_timestamp and kind in (<kinds>) order by"
                        + " next_at fetch first "
                        + limit
                        + " rows only")
                .bindList("kinds", List.copyOf(kinds))
                .map(DueTaskTable::read)
                .list());
  }

  /** Those of a kind that are due and never ran, or were written so long ago. */
  @Transactional(REQUIRES_NEW)
  public List<Due> neverRunOrOld(String kind, Duration age, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DUE_COLUMNS
                        + " where next_at <= current_timestamp and kind = :kind and (started_at is"
                        + " null or created_at < current_timestamp - cast(:age as bigint) *"
                        + " interval '1' second) order by next_at fetch first "
                        + limit
                        + " rows only")
                .bind("kind", kind)
                .bind("age", age.toSeconds())
                .map(DueTaskTable::read)
                .list());
  }

  /** These tasks as a push needs them, but those that have ended. */
  @Transactional(REQUIRES_NEW)
  public List<Due> byIds(Collection<Long> ids) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DUE_COLUMNS + " where id in (<ids>) and state <> 'ended'")
                .bindList("ids", List.copyOf(ids))
                .map(DueTaskTable::read)
                .list());
  }

  /**
   * The relay looks at these waiting tasks again after {@code rest}; notes the job that was pushed.
   */
  @Transactional(REQUIRES_NEW)
  public void lookAgainAfter(Duration rest, Map<Long, String> jobIds) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "update task set job_id = :job, next_at = current_timestamp + cast(:rest as"
                      + " integer) * interval '1' second where id = :id and (state = 'waiting' and"
                      + " due_at <= current_timestamp or state = 'running' and lease_until <"
                      + " current_timestamp)");
          // Rows are locked in the order of their ids, as by whoever else locks several tasks.
          new TreeMap<>(jobIds)
              .forEach(
                  (id, job) ->
                      batch.bind("id", id).bind("job", job).bind("rest", rest.toSeconds()).add());
          batch.execute();
        });
  }

  /**
   * How many tasks of a kind are due, or run without progress, for longer than {@code after}.
   *
   * @param held whether those that have run before rightly wait
   */
  @Transactional(REQUIRES_NEW)
  public long overdue(String kind, boolean held, Duration after) {
    return count(
        "kind = :kind and (started_at is null or not :held) and (state = 'waiting' and due_at < current_timestamp - cast(:seconds as"
            + " integer) * interval '1' second or state = 'running' and progress_at <"
            + " current_timestamp - cast(:seconds as integer) * interval '1' second)",
        Map.of("kind", kind, "held", held, "seconds", after.toSeconds()));
  }

  /** How many tasks, by kind, that others are to run have waited for so long without a job. */
  @Transactional(REQUIRES_NEW)
  public Map<String, Long> withoutJob(Duration after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select kind, count(*) as tasks from task
                    where next_at is not null and mode = 'queued' and state = 'waiting'
                      and job_id is null and due_at < current_timestamp
                        - cast(:seconds as integer) * interval '1' second
                    group by kind
                    """)
                .bind("seconds", after.toSeconds())
                .reduceRows(
                    new TreeMap<>(),
                    (kinds, row) -> {
                      kinds.put(
                          row.getColumn("kind", String.class), row.getColumn("tasks", Long.class));
                      return kinds;
                    }));
  }

  /** How many tasks have failed at least {@code times} times in a row. */
  @Transactional(REQUIRES_NEW)
  public long failing(int times) {
    return count("failures >= :times", Map.of("times", times));
  }

  private long count(String condition, Map<String, ?> values) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from task where next_at is not null and (" + condition + ")")
                .bindMap(values)
                .mapTo(Long.class)
                .one());
  }

  private static Due read(ResultSet row, StatementContext context) throws SQLException {
    return new Due(
        row.getLong("id"),
        row.getString("kind"),
        row.getLong("changeset_id"),
        row.getLong("artifact_id"),
        row.getLong("project_id"),
        row.getBoolean("send_notifications"),
        row.getString("job_id"));
  }
}
