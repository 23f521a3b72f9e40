package carillon.jiraimport.batch;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Keeps issues until they are written; one that is there already, or comes twice, is replaced.
   *
   * @return how many were not there yet
   */
  public int keep(long importId, List<JsonNode> issues) {
    Map<Long, JsonNode> byId = new LinkedHashMap<>();
    issues.forEach(issue -> byId.put(issueId(issue), issue));
    if (byId.isEmpty()) {
      return 0;
    }
    return jdbi.withHandle(
        handle -> {
          int replaced = delete(handle, importId, byId.keySet());
          PreparedBatch insert =
              handle.prepareBatch(
                  "insert into jira_fetched (import_id, issue_id, document) values (:import,"
                      + " :issue, :document)");
          for (JsonNode issue : byId.values()) {
            // PostgreSQL's text has no NUL, not even an escaped one in JSON that is read later.
            String document = issue.toString().replace("\\u0000", "\\uFFFD");
            insert.bind("import", importId).bind("issue", issueId(issue));
            insert.bind("document", document).add();
          }
          insert.execute();
          return byId.size() - replaced;
        });
  }

  /** The ids of the next issues to be written. */
  public List<Long> next(long importId, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select issue_id from jira_fetched where import_id = :import and"
                        + " issue_id > :after order by issue_id fetch first :limit rows only")
                .bind("import", importId)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
  }

  /** An issue as Jira wrote it. */
  public String document(long importId, long issueId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select document from jira_fetched where import_id = :import and issue_id ="
                        + " :issue")
                .bind("import", importId)
                .bind("issue", issueId)
                .mapTo(String.class)
                .one());
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
