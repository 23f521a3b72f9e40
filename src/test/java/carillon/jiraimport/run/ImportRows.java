package carillon.jiraimport.run;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes a project, a tracker and an import into it that waits. */
public final class ImportRows {
  private ImportRows() {}

  public static long insert(Jdbi jdbi, ImportTable imports, String asker) {
    long tracker =
        jdbi.withHandle(
            handle -> {
              long project =
                  insert(
                      handle,
                      "project (version, short_name, name, visibility) values (0, 'p', 'P',"
                          + " 'PUBLIC')");
              return insert(
                  handle,
                  "tracker (version, project_id, item_name, name, notification_level) values (0, "
                      + project
                      + ", 'issue', 'Issues', 'DEFAULT')");
            });
    return imports.insert(
        new ImportTable.New(
            tracker, "https://jira.example", true, "sealed", "project = DEMO", asker, 5));
  }

  private static long insert(Handle handle, String row) {
    return handle
        .createUpdate("insert into " + row)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }
}
