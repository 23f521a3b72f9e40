package carillon.http.audit;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of the audit trail, each in a transaction of its own. */
@ApplicationScoped
@Transactional(REQUIRES_NEW)
class AuditTable {
  private static final String PAGE =
      """
      select * from audit_entry where id < :before and happened_at >= :since
        and (:account = '' or account = :account) and (:method = '' or method = :method)
        and (:path = '' or position(:path in path) > 0)
      order by id desc fetch first :limit rows only
      """;

  private final Jdbi jdbi;

  @Inject
  AuditTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  AuditTable() {
    this(null);
  }

  public void insert(AuditEntry entry) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into audit_entry
                      (happened_at, account, method, path, remote_address, status, detail)
                    values (:at, :user, :method, :path, :from, :status, :detail)
                    """)
                .bind("at", entry.at().atOffset(ZoneOffset.UTC))
                .bind("user", entry.user())
                .bind("method", entry.method())
                .bind("path", entry.path())
                .bind("from", entry.from())
                .bind("status", entry.status())
                .bind("detail", entry.detail())
                .execute());
  }

  /** The newest first, from before that id on. */
  public List<AuditEntry> page(AuditSearch search, long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("before", before)
                .bind("since", search.since().atOffset(ZoneOffset.UTC))
                .bind("account", search.user())
                .bind("method", search.method())
                .bind("path", search.path())
                .bind("limit", limit)
                .map(AuditTable::read)
                .list());
  }

  public void purge(Instant before) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "delete from audit_entry where happened_at < ?", before.atOffset(ZoneOffset.UTC)));
  }

  private static AuditEntry read(ResultSet row, StatementContext context) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
        row.getString("account"),
        row.getString("method"),
        row.getString("path"),
        row.getString("remote_address"),
        row.getInt("status"),
        row.getString("detail"));
  }
}
