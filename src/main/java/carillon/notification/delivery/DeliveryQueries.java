package carillon.notification.delivery;

import carillon.config.Redaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads deliveries for those who look. */
@ApplicationScoped
public class DeliveryQueries {
  private static final String DELIVERIES =
      "select d.*, u.username from delivery d left join user_account u on u.id = d.user_id where ";
  private static final String SKIPPED =
      """
      select s.*, u.username from skipped s left join user_account u on u.id = s.user_id
      where s.task_id = :task order by s.candidate
      """;
  private static final String TASK =
      """
      select id, changeset_id, state, created_at, started_at, ended_at, mode from task
      where kind = 'notification' and subject = '' and id in (
        select id from task where changeset_id = :changeset
        union all select task_id from folded_changeset where changeset_id = :changeset)
      """;

  private final Jdbi jdbi;

  @Inject
  public DeliveryQueries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  DeliveryQueries() {
    this(null);
  }

  /**
   * Empty when there is no such changeset.
   *
   * @param addresses whether to tell addresses
   */
  public Optional<ChangesetDeliveries> of(long changesetId, boolean addresses) {
    return jdbi.withHandle(
        handle ->
            exists(handle, changesetId)
                ? Optional.of(read(handle, changesetId, addresses))
                : Optional.empty());
  }

  /** The deliveries in one state, the oldest first. */
  public List<DeliveryResponse> in(String state, long after, int limit, boolean addresses) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DELIVERIES
                        + "d.state = :state and d.id > :after order by d.id"
                        + " fetch first :limit rows only")
                .bind("state", state)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> delivery(row, addresses))
                .list());
  }

  private static boolean exists(Handle handle, long changesetId) {
    return handle
        .createQuery("select exists (select 1 from changeset where id = :changeset)")
        .bind("changeset", changesetId)
        .mapTo(Boolean.class)
        .one();
  }

  private static ChangesetDeliveries read(Handle handle, long changesetId, boolean addresses) {
    return handle
        .createQuery(TASK)
        .bind("changeset", changesetId)
        .map((row, context) -> Map.entry(row.getLong("id"), task(row, changesetId)))
        .findOne()
        .map(task -> read(handle, task.getKey(), task.getValue(), addresses))
        .orElseGet(() -> new ChangesetDeliveries(null, List.of(), List.of()));
  }

  private static ChangesetDeliveries read(
      Handle handle, long taskId, ChangesetDeliveries.TaskView task, boolean addresses) {
    return new ChangesetDeliveries(
        task,
        handle
            .createQuery(DELIVERIES + "d.task_id = :task order by d.id")
            .bind("task", taskId)
            .map((row, context) -> delivery(row, addresses))
            .list(),
        handle
            .createQuery(SKIPPED)
            .bind("task", taskId)
            .map((row, context) -> skipped(row, addresses))
            .list());
  }

  private static ChangesetDeliveries.TaskView task(ResultSet row, long changesetId)
      throws SQLException {
    long last = row.getLong("changeset_id");
    return new ChangesetDeliveries.TaskView(
        row.getString("state"),
        instant(row, "created_at"),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getString("mode"),
        last == changesetId ? null : last);
  }

  private static ChangesetDeliveries.SkippedView skipped(ResultSet row, boolean addresses)
      throws SQLException {
    return new ChangesetDeliveries.SkippedView(
        name(row, row.getString("candidate"), addresses), row.getString("rule"));
  }

  private static DeliveryResponse delivery(ResultSet row, boolean addresses) throws SQLException {
    return new DeliveryResponse(
        row.getLong("id"),
        row.getLong("changeset_id"),
        name(row, row.getString("recipient"), addresses),
        addresses ? row.getString("address") : null,
        row.getString("channel"),
        row.getString("state"),
        row.getString("reason"),
        row.getString("message_id"),
        row.getInt("attempts"),
        addresses ? row.getString("smtp_reply") : withoutAddresses(row.getString("smtp_reply")),
        instant(row, "next_at"),
        instant(row, "updated_at"));
  }

  private static String name(ResultSet row, String id, boolean addresses) throws SQLException {
    String username = row.getString("username");
    if (username != null) {
      return username;
    }
    return addresses ? row.getString("address") : id;
  }

  /** Relays like to repeat the address that they refuse. */
  private static String withoutAddresses(String reply) {
    return reply == null ? null : Redaction.withoutAddresses(reply);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
