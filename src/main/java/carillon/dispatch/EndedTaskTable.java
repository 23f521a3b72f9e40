package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The task rows that nobody needs any more. All times are the database's. */
@ApplicationScoped
class EndedTaskTable {
  private static final String BEGIN =
      """
      update task_retention set due_at = current_timestamp + interval '1' hour
      where id = 1 and due_at <= current_timestamp
      """;

  /** Locked, so that a task that a person wakes at this moment either stays or is gone. */
  private static final String OLD =
      """
      select id, kind, ended_at from task
      where state = 'ended'
        and ended_at < current_timestamp - cast(:keep as bigint) * interval '0.001' second
        and ended_at >= :at and (ended_at > :at or id > :id)
      order by ended_at, id fetch first :limit rows only for update
      """;

  @Inject Jdbi jdbi;
  @Inject TaskHandlers taskHandlers;

  /** The last task that was looked at, in the order of their ends. */
  record Place(OffsetDateTime endedAt, long id) {
    static final Place FIRST =
        new Place(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), 0);
  }

  private record Ended(long id, String kind, OffsetDateTime at) {}

  /** Whether it is this node's turn: no node has begun within the last hour. */
  @Transactional(REQUIRES_NEW)
  public boolean begin() {
    return jdbi.withHandle(handle -> handle.execute(BEGIN)) == 1;
  }

  /**
   * Deletes some tasks, but those that their runner still needs.
   *
   * @param keep how long ago they ended at least
   * @param limit how many are looked at
   * @return where to go on, empty when no more are that old
   */
  @Transactional(REQUIRES_NEW)
  public Optional<Place> forget(Duration keep, Place after, int limit) {
    return jdbi.withHandle(
        handle -> {
          List<Ended> old = old(handle, keep, after, limit);
          old.stream()
              .collect(
                  Collectors.groupingBy(
                      Ended::kind, Collectors.mapping(Ended::id, Collectors.toSet())))
              .forEach((kind, ids) -> forget(handle, kind, ids));
          return old.size() < limit ? Optional.empty() : Optional.of(place(old.get(limit - 1)));
        });
  }

  private void forget(Handle handle, String kind, Set<Long> ids) {
    TaskHandler runner = taskHandlers.of(kind);
    if (runner == null) {
      return;
    }
    List<Long> old = new ArrayList<>(ids);
    old.removeAll(runner.forget(ids));
    if (!old.isEmpty()) {
      for (String rows : List.of("folded_changeset where task_id", "task where id")) {
        handle.createUpdate("delete from " + rows + " in (<ids>)").bindList("ids", old).execute();
      }
    }
  }

  private static List<Ended> old(Handle handle, Duration keep, Place after, int limit) {
    return handle
        .createQuery(OLD)
        .bindMap(
            Map.of(
                "keep", keep.toMillis(), "at", after.endedAt(), "id", after.id(), "limit", limit))
        .map((row, context) -> ended(row))
        .list();
  }

  private static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        row.getLong("id"), row.getString("kind"), row.getObject("ended_at", OffsetDateTime.class));
  }

  private static Place place(Ended last) {
    return new Place(last.at(), last.id());
  }
}
