package carillon.jiraimport;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Issues: those fetched and not yet written, and those that are artifacts. In the caller's
 * transaction.
 */
@ApplicationScoped
class IssueTable {
  @Inject Jdbi jdbi;

  /** An issue that waits to be written. */
  record Fetched(long issueId, String document) {}

  /** An issue that is an artifact. */
  record Known(long artifactId, String updated) {}

  /**
   * Keeps issues until they are written; one that is there already is replaced.
   *
   * @return how many were not there yet
   */
  public int keep(long importId, List<JsonNode> issues) {
    return jdbi.withHandle(
        handle -> {
          PreparedBatch delete =
              handle.prepareBatch(
                  "delete from jira_fetched where import_id = :import and issue_id = :issue");
          PreparedBatch insert =
              handle.prepareBatch(
                  "insert into jira_fetched (import_id, issue_id, document) values (:import,"
                      + " :issue, :document)");
          for (JsonNode issue : issues) {
            long id = issue.path("id").asLong();
            delete.bind("import", importId).bind("issue", id).add();
            // PostgreSQL's text has no NUL, not even an escaped one in JSON that is read later.
            String document = issue.toString().replace("\\u0000", "\\uFFFD");
            insert.bind("import", importId).bind("issue", id).bind("document", document).add();
          }
          int replaced = IntStream.of(delete.execute()).sum();
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
    jdbi.useHandle(
        handle -> {
          PreparedBatch delete =
              handle.prepareBatch(
                  "delete from jira_fetched where import_id = :import and issue_id = :issue");
          issueIds.forEach(id -> delete.bind("import", importId).bind("issue", id).add());
          delete.execute();
        });
  }

  public Optional<Known> known(JiraImport job, long issueId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select artifact_id, updated from jira_issue where tracker_id = :tracker and"
                        + " site = :site and issue_id = :issue")
                .bind("tracker", job.trackerId())
                .bind("site", job.url())
                .bind("issue", issueId)
                .map(
                    (row, context) ->
                        new Known(row.getLong("artifact_id"), row.getString("updated")))
                .findOne());
  }

  public void insert(JiraImport job, IssueHistory issue, long artifactId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into jira_issue (tracker_id, site, issue_id, issue_key, artifact_id,"
                    + " updated) values (?, ?, ?, ?, ?, ?)",
                job.trackerId(),
                job.url(),
                issue.id(),
                issue.key(),
                artifactId,
                issue.updated()));
  }

  public void updated(JiraImport job, IssueHistory issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update jira_issue set updated = ?, issue_key = ? where tracker_id = ? and site = ?"
                    + " and issue_id = ?",
                issue.updated(),
                issue.key(),
                job.trackerId(),
                job.url(),
                issue.id()));
  }

  /** Which entries of an artifact's issue are changesets already. */
  public Set<String> entries(long artifactId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select entry from jira_entry where artifact_id = :artifact")
                .bind("artifact", artifactId)
                .mapTo(String.class)
                .collect(Collectors.toSet()));
  }

  public void addEntries(Map<Long, List<IssueHistory.Entry>> byArtifact) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch("insert into jira_entry (artifact_id, entry) values (:a, :e)");
          byArtifact.forEach(
              (artifact, entries) ->
                  entries.forEach(
                      entry -> batch.bind("a", artifact).bind("e", entry.name()).add()));
          batch.execute();
        });
  }
}
