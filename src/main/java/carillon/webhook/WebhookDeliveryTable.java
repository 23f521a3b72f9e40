package carillon.webhook;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.webhook.AttemptResult.Settled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The delivery rows; each change is a transaction of its own, unless a method says otherwise. */
@ApplicationScoped
class WebhookDeliveryTable {
  private static final String NEXT_AT =
      "current_timestamp + cast(:again as bigint) * interval '0.001' second";
  private static final String ANNOUNCE =
      """
      insert into webhook_delivery (webhook_id, changeset_id, message_id, state, attempts,
        created_at, updated_at, next_at)
      select id, :changeset, 'msg_' || id || '_' || cast(:changeset as bigint), 'deferred', 0,
        current_timestamp, current_timestamp, current_timestamp
      """;
  private static final String WANTED = " from webhook where tracker_id = :tracker and enabled and ";
  private static final String PING =
      """
      insert into webhook_delivery (webhook_id, message_id, state, attempts, created_at, updated_at,
        next_at)
      values (:webhook, :message, 'sending', 0, current_timestamp, current_timestamp, %s)
      """
          .formatted(NEXT_AT);

  /** An answer counts once, and not after a later attempt, unless it is that it was delivered. */
  private static final String SETTLE =
      """
      update webhook_delivery set state = :state, attempts = attempts + :tried,
        updated_at = current_timestamp, next_at = %s,
        answer_status = coalesce(:status, answer_status),
        answer_body = coalesce(:body, answer_body),
        error = :error
      where id = :id
        and (attempts = :before or :state = 'delivered' and state <> 'delivered')
      """
          .formatted(NEXT_AT);

  private static final String READ =
      "select webhook_delivery.*, current_timestamp as read_at from webhook_delivery";

  @Inject Jdbi jdbi;

  /** Whether a webhook of the tracker wants changes of this kind. */
  @Transactional(MANDATORY)
  public boolean wanted(long trackerId, boolean creation) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select 1" + wanted(creation) + ")")
                .bind("tracker", trackerId)
                .mapTo(Boolean.class)
                .one());
  }

  /** Writes, in the changeset's transaction, a delivery for each webhook that wants it. */
  @Transactional(MANDATORY)
  public void announce(long trackerId, long changesetId, boolean creation) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ANNOUNCE + wanted(creation))
                .bind("tracker", trackerId)
                .bind("changeset", changesetId)
                .execute());
  }

  private static String wanted(boolean creation) {
    return WANTED + (creation ? "on_create" : "on_update");
  }

  /** A changeset's deliveries that have not ended. */
  @Transactional(REQUIRES_NEW)
  public List<WebhookDelivery> unfinished(long changesetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    READ
                        + " where changeset_id = :changeset and state in"
                        + " ('sending', 'deferred') order by id")
                .bind("changeset", changesetId)
                .map(WebhookDeliveryTable::read)
                .list());
  }

  @Transactional(REQUIRES_NEW)
  public Optional<WebhookDelivery> find(long webhookId, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(READ + " where id = :id and webhook_id = :webhook")
                .bind("id", id)
                .bind("webhook", webhookId)
                .map(WebhookDeliveryTable::read)
                .findOne());
  }

  /** A webhook's deliveries with an id above {@code after}, at most {@code limit}. */
  @Transactional(REQUIRES_NEW)
  public List<WebhookDelivery> page(long webhookId, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    READ
                        + " where webhook_id = :webhook and id > :after"
                        + " order by id fetch first :limit rows only")
                .bind("webhook", webhookId)
                .bind("after", after)
                .bind("limit", limit)
                .map(WebhookDeliveryTable::read)
                .list());
  }

  /**
   * Writes that a webhook is being pinged, and returns the row's id.
   *
   * @param within after which the answer is lost
   */
  @Transactional(REQUIRES_NEW)
  public long insertPing(long webhookId, String messageId, Duration within) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(PING)
                .bind("webhook", webhookId)
                .bind("message", messageId)
                .bind("again", within.toMillis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /**
   * Writes where deliveries stand now, in the caller's transaction if there is one; written twice,
   * it is as if written once.
   */
  @Transactional
  public void settle(Collection<Settled> settled) {
    if (settled.isEmpty()) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(SETTLE);
          for (Settled one : settled) {
            bind(batch, one.result())
                .bind("id", one.delivery().id())
                .bind("before", one.delivery().attempts())
                .add();
          }
          batch.execute();
        });
  }

  /**
   * Deletes at most {@code limit} deliveries that ended {@code age} ago or earlier, were sent then
   * by a server that is no more, or were announced then while their webhook was deleted.
   */
  @Transactional(REQUIRES_NEW)
  public int purge(Duration age, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from webhook_delivery where id in (select id from webhook_delivery"
                        + " where updated_at < current_timestamp - cast(:seconds as bigint) *"
                        + " interval '1' second and (state <> 'deferred' or not exists (select 1"
                        + " from webhook w where w.id = webhook_id))"
                        + " order by updated_at fetch first :limit rows only)")
                .bind("seconds", age.toSeconds())
                .bind("limit", limit)
                .execute());
  }

  private static PreparedBatch bind(PreparedBatch batch, AttemptResult attemptResult) {
    Duration again = attemptResult.again();
    return batch
        .bind("state", attemptResult.state().text())
        .bind("tried", attemptResult.tried() ? 1 : 0)
        .bindByType("status", attemptResult.answerStatus(), Integer.class)
        .bind("body", attemptResult.answerBody())
        .bind("error", attemptResult.error())
        .bindByType("again", again == null ? null : again.toMillis(), Long.class);
  }

  private static WebhookDelivery read(ResultSet row, StatementContext context) throws SQLException {
    return new WebhookDelivery(
        row.getLong("id"),
        row.getLong("webhook_id"),
        row.getObject("changeset_id", Long.class),
        row.getString("message_id"),
        WebhookDelivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        time(row, "created_at"),
        time(row, "updated_at"),
        time(row, "next_at"),
        row.getObject("answer_status", Integer.class),
        row.getString("answer_body"),
        row.getString("error"),
        time(row, "read_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
