package carillon.webhook;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The delivery rows; each change is a transaction of its own. */
@ApplicationScoped
class WebhookDeliveryTable {
  private static final String NEXT_AT =
      "current_timestamp + cast(:again as bigint) * interval '0.001' second";
  private static final String INSERT =
      """
      insert into webhook_delivery (webhook_id, changeset_id, message_id, state, attempts,
        created_at, updated_at, next_at, answer_status, answer_body, error)
      values (:webhook, :changeset, :message, :state, :tried,
        current_timestamp, current_timestamp, %s, :status, :body, :error)
      """
          .formatted(NEXT_AT);
  private static final String UPDATE =
      """
      update webhook_delivery set state = :state, attempts = attempts + :tried,
        updated_at = current_timestamp, next_at = %s,
        answer_status = coalesce(:status, answer_status),
        answer_body = coalesce(:body, answer_body),
        error = :error
      where id = :id
      """
          .formatted(NEXT_AT);

  @Inject Jdbi jdbi;

  /** The delivery of a changeset, if there is one yet. */
  @Transactional(REQUIRES_NEW)
  public Optional<WebhookDelivery> of(long webhookId, long changesetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from webhook_delivery where webhook_id = :webhook and changeset_id ="
                        + " :changeset")
                .bind("webhook", webhookId)
                .bind("changeset", changesetId)
                .map(WebhookDeliveryTable::read)
                .findOne());
  }

  @Transactional(REQUIRES_NEW)
  public Optional<WebhookDelivery> find(long webhookId, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from webhook_delivery where id = :id and webhook_id = :webhook")
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
                    "select * from webhook_delivery where webhook_id = :webhook and id > :after"
                        + " order by id fetch first :limit rows only")
                .bind("webhook", webhookId)
                .bind("after", after)
                .bind("limit", limit)
                .map(WebhookDeliveryTable::read)
                .list());
  }

  /**
   * Writes a delivery.
   *
   * @param changesetId null for a ping
   * @return its id
   */
  @Transactional(REQUIRES_NEW)
  public long insert(long webhookId, Long changesetId, String messageId, Settlement first) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createUpdate(INSERT), first)
                .bind("webhook", webhookId)
                .bindByType("changeset", changesetId, Long.class)
                .bind("message", messageId)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /** Notes where a delivery stands now. */
  @Transactional(REQUIRES_NEW)
  public void settle(long id, Settlement settlement) {
    jdbi.useHandle(
        handle -> bind(handle.createUpdate(UPDATE), settlement).bind("id", id).execute());
  }

  private static Update bind(Update statement, Settlement settlement) {
    Duration again = settlement.again();
    return statement
        .bind("state", settlement.state().text())
        .bind("tried", settlement.tried() ? 1 : 0)
        .bindByType("status", settlement.answerStatus(), Integer.class)
        .bind("body", settlement.answerBody())
        .bind("error", settlement.error())
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
        row.getString("error"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
