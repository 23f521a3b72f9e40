package carillon.jiraimport.batch;

import carillon.jiraimport.mapping.IssueHistory;
import carillon.jiraimport.run.JiraImport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which issues, and which entries of their histories, are here. In the caller's transaction. */
@ApplicationScoped
class IssueTable {
  private final Jdbi jdbi;

  @Inject
  public IssueTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  IssueTable() {
    this(null);
  }

  /** An issue that is an artifact. */
  record Known(long artifactId, String updated) {}

  /** Those of these issues that are artifacts, by id. */
  public Map<Long, Known> known(JiraImport job, Collection<Long> issueIds) {
    Map<Long, Known> known = new HashMap<>();
    if (issueIds.isEmpty()) {
      return known;
    }
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select issue_id, artifact_id, updated from jira_issue where tracker_id ="
                        + " :tracker and site = :site and issue_id in (<issues>)")
                .bind("tracker", job.trackerId())
                .bind("site", job.url())
                .bindList("issues", List.copyOf(issueIds))
                .map(
                    (row, context) ->
                        known.put(
                            row.getLong("issue_id"),
                            new Known(row.getLong("artifact_id"), row.getString("updated"))))
                .list());
    return known;
  }

  public void insert(JiraImport job, Map<Long, IssueHistory> byArtifact) {
    if (byArtifact.isEmpty()) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "insert into jira_issue (tracker_id, site, issue_id, issue_key, artifact_id,"
                      + " updated) values (:tracker, :site, :issue, :key, :artifact, :updated)");
          byArtifact.forEach(
              (artifact, issue) ->
                  batch
                      .bind("tracker", job.trackerId())
                      .bind("site", job.url())
                      .bind("issue", issue.id())
                      .bind("key", issue.key())
                      .bind("artifact", artifact)
                      .bind("updated", issue.updated())
                      .add());
          batch.execute();
        });
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
          if (batch.size() > 0) {
            batch.execute();
          }
        });
  }
}
