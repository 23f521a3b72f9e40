package carillon.notification;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.systemcheck.SystemEventChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Who is yet to be told of changes of the system check's status. */
@ApplicationScoped
class SystemMailTable {
  private static final String IN =
      "current_timestamp + cast(:delay as bigint) * interval '0.001' second";
  private static final String INSERT =
      """
      insert into system_mail (address, previous_status, status, log, checked_at, attempts, next_at)
      values (:address, :previousStatus, :status, :log, :at, 0, current_timestamp)
      """;
  private static final String DUE =
      """
      select * from system_mail where next_at <= current_timestamp
      order by next_at, id fetch first 1 rows only
      """;
  private static final String CLAIM =
      "update system_mail set next_at = " + IN + " where id = :id and next_at <= current_timestamp";
  private static final String AGAIN =
      "update system_mail set attempts = attempts + :attempts, next_at = " + IN + " where id = :id";

  @Inject Jdbi jdbi;

  /** In the caller's transaction. */
  @Transactional(MANDATORY)
  public void tell(List<String> followers, SystemEventChanged event) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(INSERT);
          followers.forEach(follower -> batch.bindMethods(event).bind("address", follower).add());
          batch.execute();
        });
  }

  /**
   * The next one to be told, for one caller at a time.
   *
   * @param lease after which the caller is taken for dead
   */
  @Transactional(REQUIRES_NEW)
  public Optional<SystemMail> claim(Duration lease) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DUE)
                .map((row, context) -> mail(row))
                .findOne()
                .filter(mail -> claim(handle, mail, lease)));
  }

  @Transactional(REQUIRES_NEW)
  public void again(SystemMail mail, Result result) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(AGAIN)
                .bind("id", mail.id())
                .bind("attempts", 1 + result.attempts())
                .bind("delay", result.delay().toMillis())
                .execute());
  }

  /** Told, or given up. */
  @Transactional(REQUIRES_NEW)
  public void delete(SystemMail mail) {
    jdbi.useHandle(handle -> handle.execute("delete from system_mail where id = ?", mail.id()));
  }

  private static boolean claim(Handle handle, SystemMail mail, Duration lease) {
    return handle
            .createUpdate(CLAIM)
            .bind("id", mail.id())
            .bind("delay", lease.toMillis())
            .execute()
        == 1;
  }

  private static SystemMail mail(ResultSet row) throws SQLException {
    return new SystemMail(
        row.getLong("id"),
        row.getString("address"),
        new SystemEventChanged(
            row.getString("previous_status"),
            row.getString("status"),
            row.getString("log"),
            row.getObject("checked_at", OffsetDateTime.class).toInstant()),
        row.getInt("attempts"));
  }
}
