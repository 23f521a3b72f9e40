package carillon.jiraimport.run;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.jiraimport.run.JiraImport.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The rows of imports: what was asked for, and how far it is. Their states are {@link
 * ImportRunTable}'s. Each change is a transaction of its own, unless a method says otherwise.
 */
@ApplicationScoped
public class ImportTable {
  private final Jdbi jdbi;

  @Inject
  public ImportTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  ImportTable() {
    this(null);
  }

  /** What is known of an import when it is asked for. */
  public record New(
      long trackerId,
      String url,
      boolean cloud,
      String credentials,
      String jql,
      String requestedBy,
      long total) {}

  @Transactional(REQUIRES_NEW)
  public long insert(New wanted) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into jira_import (tracker_id, url, cloud, credentials, jql,"
                        + " requested_by, state, total, fetched, done, cancel_requested,"
                        + " created_at, heartbeat_at) values (:trackerId, :url, :cloud,"
                        + " :credentials, :jql, :requestedBy, 'waiting', :total, 0, 0, false, current_timestamp,"
                        + " current_timestamp)")
                .bind("trackerId", wanted.trackerId())
                .bind("url", wanted.url())
                .bind("cloud", wanted.cloud())
                .bind("credentials", wanted.credentials())
                .bind("jql", wanted.jql())
                .bind("requestedBy", wanted.requestedBy())
                .bind("total", wanted.total())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  @Transactional(REQUIRES_NEW)
  public Optional<JiraImport> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from jira_import where id = :id")
                .bind("id", id)
                .map(ImportTable::read)
                .findOne());
  }

  /** The imports that are under way, or ended a moment ago. */
  @Transactional(REQUIRES_NEW)
  public List<JiraImport> current() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from jira_import where state in ('waiting', 'running') or ended_at >"
                        + " current_timestamp - interval '5' second order by id")
                .map(ImportTable::read)
                .list());
  }

  @Transactional(REQUIRES_NEW)
  public void step(long id, String step) {
    update("step = :step", "id = :id", Map.of("id", id, "step", step));
  }

  /** A run begins from the first step. */
  @Transactional(REQUIRES_NEW)
  public void begun(long id, String plan, long total) {
    update(
        "plan = :plan, total = :total, done = 0, fetched = (select count(*) from jira_fetched f"
            + " where f.import_id = :id)",
        "id = :id",
        Map.of("id", id, "plan", plan, "total", total));
  }

  @Transactional(REQUIRES_NEW)
  public void error(long id, long executionId, String error) {
    String text = error.length() <= 900 ? error : error.substring(0, 900);
    update(
        "error = :error",
        "id = :id and execution_id = :execution",
        Map.of("id", id, "execution", executionId, "error", text));
  }

  /** Counts within the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void count(long id, long fetched, long done) {
    update(
        "fetched = fetched + :fetched, done = done + :done"
            + (fetched + done > 0 ? ", troubled_since = null, deaths = 0" : ""),
        "id = :id",
        Map.of("id", id, "fetched", fetched, "done", done));
  }

  private boolean update(String changes, String condition, Map<String, ?> values) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate("update jira_import set " + changes + " where " + condition)
                    .bindMap(values)
                    .execute()
                > 0);
  }

  private static JiraImport read(ResultSet row, StatementContext context) throws SQLException {
    return new JiraImport(
        row.getLong("id"),
        row.getLong("tracker_id"),
        row.getString("url"),
        row.getBoolean("cloud"),
        row.getString("credentials"),
        row.getString("jql"),
        row.getString("requested_by"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("step"),
        row.getLong("total"),
        row.getLong("fetched"),
        row.getLong("done"),
        row.getString("error"),
        row.getString("plan"),
        row.getObject("execution_id", Long.class),
        row.getBoolean("cancel_requested"),
        time(row, "created_at"),
        time(row, "started_at"),
        time(row, "ended_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
