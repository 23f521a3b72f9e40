package carillon.jiraimport;

import carillon.jiraimport.run.Credentials;
import carillon.tracker.SingleLineText;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What is to be imported.
 *
 * @param url of Jira, such as {@code https://example.atlassian.net}
 * @param jql which issues; or {@code project}
 * @param project the key of a project: all its issues
 * @param trackerId where to; or {@code newTracker}
 * @param requestedBy who is told of the end: a user name or an e-mail address
 */
public record ImportRequest(
    @NotBlank(message = "is required") @Size(max = 400) String url,
    @NotNull(message = "is required") @Valid Credentials auth,
    @Size(max = 3900) String jql,
    @Size(max = 100) String project,
    Long trackerId,
    @Valid TrackerToCreate newTracker,
    @NotBlank(message = "is required") @Size(max = 254) String requestedBy) {

  /** A tracker to be made for the import. */
  public record TrackerToCreate(
      @NotNull(message = "is required") Long projectId,
      @NotNull(message = "is required") @Size(max = 60) String itemName,
      @NotNull(message = "is required") @SingleLineText String name) {}

  @AssertTrue(message = "either jql or project is required")
  @JsonIgnore
  public boolean isOneQuery() {
    return (jql == null) != (project == null);
  }

  @AssertTrue(message = "either trackerId or newTracker is required")
  @JsonIgnore
  public boolean isOneTracker() {
    return (trackerId == null) != (newTracker == null);
  }

  /** The query, without an order of its own: pages need ours. */
  String query() {
    if (project != null) {
      return "project = \"" + project.replaceAll("[\"\\\\]", "") + "\"";
    }
    return "(" + jql.replaceAll("(?i)\\s+order\\s+by\\s+.*$", "").strip() + ")";
  }

  /** What the query was said in. */
  String queryField() {
    return project == null ? "jql" : "project";
  }

  /** Jira's address as it was written, without slashes at the end. */
  String site() {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }
}
