package carillon.jiraimport.batch;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Issues that were read from Jira and wait to be written. In the caller's transaction. */
@ApplicationScoped
public class StagedIssueTable {
  private final Jdbi jdbi;

  @Inject
  public StagedIssueTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  StagedIssueTable() {
    this(null);
  }

  /** An issue as Jira wrote it. */
  public record Fetched(long issueId, String document) {}

  /**
   * Keeps issues until they are written; one that is there already is replaced.
   *
   * @return how many were not there yet
   */
  public int keep(long importId, List<JsonNode> issues) {
    return jdbi.withHandle(
        handle -> {
          int replaced =
              delete(handle, importId, issues.stream().map(StagedIssueTable::issueId).toList());
          PreparedBatch insert =
              handle.prepareBatch(
                  "insert into jira_fetched (import_id, issue_id, document) values (:import,"
                      + " :issue, :document)");
          for (JsonNode issue : issues) {
            // PostgreSQL's text has no NUL, not even an escaped one in JSON that is read later.
            String document = issue.toString().replace("\\u0000", "\\uFFFD");
            insert.bind("import", importId).bind("issue", issueId(issue));
            insert.bind("document", document).add();
          }
          insert.execute();
          return issues.size() - replaced;
        });
  }

  /** The next issues to be written, by id. */
  public List<Fetched> next(long importId, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select issue_id, document from jira_fetched where import_id = :import and"
                        + " issue_id > :after order by issue_id fetch first :limit rows only")
                .bind("import", importId)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Fetched(row.getLong("issue_id"), row.getString("document")))
                .list());
  }

  public void written(long importId, Collection<Long> issueIds) {
    jdbi.useHandle(handle -> delete(handle, importId, issueIds));
  }

  /**
   * Deletes, in a transaction of its own, at most {@code limit} issues of imports that ended {@code
   * age} ago or earlier.
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public int purge(Duration age, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from jira_fetched where (import_id, issue_id) in (select f.import_id,"
                        + " f.issue_id from jira_fetched f join jira_import i on i.id ="
                        + " f.import_id where i.ended_at < current_timestamp - cast(:seconds as"
                        + " bigint) * interval '1' second order by f.import_id, f.issue_id fetch"
                        + " first :limit rows only)")
                .bind("seconds", age.toSeconds())
                .bind("limit", limit)
                .execute());
  }

  private static int delete(Handle handle, long importId, Collection<Long> issueIds) {
    return handle
        .createUpdate(
            "delete from jira_fetched where import_id = :import and issue_id in (<issues>)")
        .bind("import", importId)
        .bindList("issues", List.copyOf(issueIds))
        .execute();
  }

  private static long issueId(JsonNode issue) {
    return issue.path("id").asLong();
  }
}
