package carillon.jiraimport.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What imports could not carry over. Joins the caller's transaction. */
@ApplicationScoped
public class WarningTable {
  private final Jdbi jdbi;

  @Inject
  public WarningTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  WarningTable() {
    this(null);
  }

  public void add(long importId, Map<String, Long> times) {
    jdbi.useHandle(handle -> times.forEach((text, more) -> add(handle, importId, text, more)));
  }

  /** The most frequent first. */
  public List<ImportResponse.Warning> of(long importId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select text, times from jira_warning where import_id = :import order by times"
                        + " desc, text fetch first :limit rows only")
                .bind("limit", limit)
                .bind("import", importId)
                .map(
                    (row, context) ->
                        new ImportResponse.Warning(row.getString("text"), row.getLong("times")))
                .list());
  }

  private static void add(Handle handle, long importId, String text, long more) {
    int known =
        handle.execute(
            "update jira_warning set times = times + ? where import_id = ? and text = ?",
            more,
            importId,
            text);
    if (known == 0) {
      handle.execute(
          "insert into jira_warning (import_id, text, times) values (?, ?, ?)",
          importId,
          text,
          more);
    }
  }
}
