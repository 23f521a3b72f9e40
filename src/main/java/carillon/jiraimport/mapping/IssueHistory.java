package carillon.jiraimport.mapping;

import carillon.tracker.history.DatedChange;
import java.util.List;

/**
 * An issue as a row of dated changes, ready to be written.
 *
 * @param updated when Jira says it was last changed, as Jira writes it
 * @param entries in the order of their dates; the first is its creation
 */
public record IssueHistory(long id, String key, String updated, List<Entry> entries) {

  /**
   * One change.
   *
   * @param name unique in the issue, the same in every import
   */
  public record Entry(String name, DatedChange change) {}
}
