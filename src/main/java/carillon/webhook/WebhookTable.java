package carillon.webhook;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The webhooks. Joins the caller's transaction unless a method says otherwise. */
@ApplicationScoped
class WebhookTable {
  private static final String HOOKS =
      "select w.*, u.username from webhook w join user_account u on u.id = w.owner_id where ";

  @Inject Jdbi jdbi;

  public List<Webhook> ofTracker(long trackerId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HOOKS + "w.tracker_id = :tracker order by w.id")
                .bind("tracker", trackerId)
                .map(WebhookTable::read)
                .list());
  }

  public Optional<Webhook> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HOOKS + "w.id = :id")
                .bind("id", id)
                .map(WebhookTable::read)
                .findOne());
  }

  public List<Webhook> find(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HOOKS + "w.id in (<ids>)")
                .bindList("ids", List.copyOf(ids))
                .map(WebhookTable::read)
                .list());
  }

  public void insert(long trackerId, URI url, Wanted wanted) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into webhook (tracker_id, url, owner_id, on_create, on_update, enabled,"
                        + " secret) values (:tracker, :url, :ownerId, :onCreate, :onUpdate,"
                        + " :enabled, :secret)")
                .bind("tracker", trackerId)
                .bind("url", url.toString())
                .bindMap(wanted.columns())
                .execute());
  }

  /** Changes what is wanted; a webhook that is enabled again has no reason to be disabled. */
  public void update(long id, Wanted wanted, OffsetDateTime oldSecretUntil) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update webhook set owner_id = :ownerId, on_create = :onCreate, on_update ="
                        + " :onUpdate, enabled = :enabled, disabled_because = case when :enabled"
                        + " then null else disabled_because end, old_secret = case when :rotated"
                        + " then secret else old_secret end, old_secret_until = case when :rotated"
                        + " then :until else old_secret_until end, secret = case when :rotated then"
                        + " :secret else secret end where id = :id")
                .bind("id", id)
                .bindMap(wanted.columns())
                .bind("rotated", wanted.secret() != null)
                .bindByType("until", oldSecretUntil, OffsetDateTime.class)
                .execute());
  }

  /** Deletes a webhook and its deliveries. */
  public void delete(long id) {
    jdbi.useHandle(
        handle -> {
          handle.execute("delete from webhook_delivery where webhook_id = ?", id);
          handle.execute("delete from webhook where id = ?", id);
        });
  }

  /** Notes that it works. */
  @Transactional(REQUIRES_NEW)
  public void succeeded(long id) {
    jdbi.useHandle(
        handle ->
            handle.execute("update webhook set succeeded_at = current_timestamp where id = ?", id));
  }

  @Transactional(REQUIRES_NEW)
  public void disable(long id, String because) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update webhook set enabled = false, disabled_because = ? where id = ? and enabled",
                because,
                id));
  }

  /** Whether it has answered well since then. */
  @Transactional(REQUIRES_NEW)
  public boolean succeededSince(long id, Instant then) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select 1 from webhook where id = :id and succeeded_at >= :then)")
                .bind("id", id)
                .bind("then", then.atOffset(ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one());
  }

  /** Those that were disabled because they did not work. */
  @Transactional(REQUIRES_NEW)
  public List<Webhook> disabledByThemselves() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    HOOKS + "not w.enabled and w.disabled_because is not null order by w.id")
                .map(WebhookTable::read)
                .list());
  }

  /**
   * What may be changed of a webhook.
   *
   * @param secret sealed; null: stays
   */
  record Wanted(long ownerId, boolean onCreate, boolean onUpdate, boolean enabled, String secret) {
    Map<String, Object> columns() {
      Map<String, Object> columns = new HashMap<>();
      columns.put("ownerId", ownerId);
      columns.put("onCreate", onCreate);
      columns.put("onUpdate", onUpdate);
      columns.put("enabled", enabled);
      columns.put("secret", secret);
      return columns;
    }
  }

  private static Webhook read(ResultSet row, StatementContext context) throws SQLException {
    OffsetDateTime oldUntil = row.getObject("old_secret_until", OffsetDateTime.class);
    return new Webhook(
        row.getLong("id"),
        row.getLong("tracker_id"),
        URI.create(row.getString("url")),
        row.getLong("owner_id"),
        row.getString("username"),
        events(row),
        row.getBoolean("enabled"),
        row.getString("disabled_because"),
        new Webhook.Secrets(
            row.getString("secret"),
            row.getString("old_secret"),
            oldUntil == null ? null : oldUntil.toInstant()));
  }

  private static Set<WebhookEvent> events(ResultSet row) throws SQLException {
    Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
    if (row.getBoolean("on_create")) {
      events.add(WebhookEvent.CREATE);
    }
    if (row.getBoolean("on_update")) {
      events.add(WebhookEvent.UPDATE);
    }
    return events;
  }
}
