package carillon.systemcheck;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The rows of system events, and the one lock row that makes the check run once per cluster. All
 * times are the database's. Thread-safe.
 */
@ApplicationScoped
@Transactional
public class SystemEvents {
  private static final String COLUMNS =
      "select id, type, status, log, created_at, started_at, ended_at from system_event ";
  private static final RowMapper<SystemEvent> ROW =
      (row, context) ->
          new SystemEvent(
              row.getLong("id"),
              row.getString("type"),
              row.getString("status"),
              row.getString("log"),
              row.getObject("created_at", OffsetDateTime.class).toInstant(),
              instant(row.getObject("started_at", OffsetDateTime.class)),
              instant(row.getObject("ended_at", OffsetDateTime.class)));

  private final Jdbi jdbi;

  @Inject
  public SystemEvents(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  SystemEvents() {
    this(null);
  }

  /** A new event if no node has begun one lately; empty when another node was first. */
  public OptionalLong openIfDue() {
    return jdbi.withHandle(
        handle ->
            takeSlot(handle, "where due_at <= current_timestamp")
                ? OptionalLong.of(insert(handle))
                : OptionalLong.empty());
  }

  /** A new event now, whoever ran the last one. */
  public long open() {
    return jdbi.withHandle(
        handle -> {
          takeSlot(handle, "");
          return insert(handle);
        });
  }

  public void started(long id) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update system_event set status = 'RUNNING', started_at = current_timestamp"
                        + " where id = :id")
                .bind("id", id)
                .execute());
  }

  /**
   * Ends the event. Ends are ordered by the lock row, so that a change of status is seen by exactly
   * one of them.
   *
   * @param changed is told, in the same transaction, when the check that ended before had another
   *     status
   */
  public SystemEvent ended(
      long id, String status, String log, Consumer<SystemEventChanged> changed) {
    return jdbi.withHandle(
        handle -> {
          String previous =
              handle
                  .createQuery("select last_status from system_check_slot where id = 1 for update")
                  .mapTo(String.class)
                  .one();
          handle
              .createUpdate("update system_check_slot set last_status = :status where id = 1")
              .bind("status", status)
              .execute();
          handle
              .createUpdate(
                  "update system_event set status = :status, log = :log,"
                      + " ended_at = current_timestamp where id = :id")
              .bind("status", status)
              .bind("log", log)
              .bind("id", id)
              .execute();
          SystemEvent event = find(handle, id).orElseThrow();
          if (!previous.equals(status)) {
            changed.accept(new SystemEventChanged(previous, status, log, event.endedAt()));
          }
          return event;
        });
  }

  public Optional<SystemEvent> find(long id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  private static Optional<SystemEvent> find(Handle handle, long id) {
    return handle.createQuery(COLUMNS + "where id = :id").bind("id", id).map(ROW).findOne();
  }

  /**
   * Events, the newest first.
   *
   * @param before only ids below this one
   */
  public List<SystemEvent> newest(long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    COLUMNS + "where id < :before order by id desc fetch first :limit rows only")
                .bind("before", before)
                .bind("limit", limit)
                .map(ROW)
                .list());
  }

  /** Closes what a killed node left open, and forgets what is older than 90 days. */
  public void tidy() {
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "update system_event set status = 'ERROR', ended_at = current_timestamp,"
                  + " log = 'The server stopped during this check.' where status in ('NEW',"
                  + " 'RUNNING') and created_at < current_timestamp - interval '10' minute");
          handle.execute(
              "delete from system_event where created_at < current_timestamp - interval '90' day");
        });
  }

  private static boolean takeSlot(Handle handle, String condition) {
    return handle.execute(
            "update system_check_slot set due_at = current_timestamp + interval '5' minute "
                + condition)
        == 1;
  }

  private static long insert(Handle handle) {
    return handle
        .createUpdate(
            "insert into system_event(type, status, log, created_at)"
                + " values ('SYSTEM_CHECK', 'NEW', '', current_timestamp)")
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
