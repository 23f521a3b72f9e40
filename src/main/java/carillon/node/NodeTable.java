package carillon.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The rows of nodes. All times are the database's. Thread-safe. */
@ApplicationScoped
@Transactional
class NodeTable {
  private static final String GONE =
      "delete from node_state where seen_at < current_timestamp - interval '15' minute"
          + " or name = :name and seen_at < current_timestamp - interval '30' second";
  private static final String INSERT =
      "insert into node_state(incarnation, name, started_at, seen_at, parts)"
          + " values (:incarnation, :name, current_timestamp, current_timestamp, :parts)";
  private static final String ALL =
      "select incarnation, name, seen_at, parts, seen_at < current_timestamp - interval '30' second"
          + " as silent from node_state order by name, started_at";

  private final Jdbi jdbi;

  /** A node as its row has it. */
  record Row(String incarnation, String name, Instant seenAt, boolean silent, String parts) {}

  @Inject
  NodeTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  NodeTable() {
    this(null);
  }

  /**
   * Writes what a node says, forgets nodes that have been silent for 15 min and earlier lives of
   * this one, and reads what all say.
   */
  public List<Row> exchange(String incarnation, String name, String parts) {
    return jdbi.withHandle(
        handle -> {
          if (!seen(handle, incarnation, parts)) {
            handle
                .createUpdate(INSERT)
                .bind("incarnation", incarnation)
                .bind("name", name)
                .bind("parts", parts)
                .execute();
          }
          handle.createUpdate(GONE).bind("name", name).execute();
          return all(handle);
        });
  }

  public void leave(String incarnation) {
    jdbi.useHandle(
        handle -> handle.execute("delete from node_state where incarnation = ?", incarnation));
  }

  private static boolean seen(Handle handle, String incarnation, String parts) {
    return handle.execute(
            "update node_state set seen_at = current_timestamp, parts = ? where incarnation = ?",
            parts,
            incarnation)
        == 1;
  }

  private static List<Row> all(Handle handle) {
    return handle
        .createQuery(ALL)
        .map(
            (row, context) ->
                new Row(
                    row.getString("incarnation"),
                    row.getString("name"),
                    row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                    row.getBoolean("silent"),
                    row.getString("parts")))
        .list();
  }
}
