package carillon.notification.operator;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.notification.delivery.DeliveryResult;
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

/** Who is yet to be told of changes of the system check's status. */
@ApplicationScoped
class SystemCheckMailTable {
  private static final String IN =
      "current_timestamp + cast(:delay as bigint) * interval '0.001' second";
  private static final String INSERT =
      """
      insert into system_mail (address, previous_status, status, log, checked_at, attempts, next_at)
      values (:address, :previousStatus, :status, :log, :at, 0, current_timestamp)
      """;
  private static final String STALE =
      """
      select id, previous_status, attempts from system_mail
      where address = ? and state <> 'sending' order by id for update
      """;
  private static final String DUE =
      """
      select * from system_mail where next_at <= current_timestamp
      order by next_at, id fetch first 1 rows only
      """;
  private static final String CLAIM =
      "update system_mail set state = 'sending', next_at = "
          + IN
          + " where id = :id and next_at <= current_timestamp";
  private static final String AGAIN =
      "update system_mail set state = 'deferred', attempts = attempts + :attempts, next_at = "
          + IN
          + " where id = :id";

  private static final String DELETE = "delete from system_mail where id = ?";

  @Inject Jdbi jdbi;

  private record Stale(long id, String previousStatus, int attempts) {}

  /**
   * Replaces what the followers are not told yet, so that each is told one change when their relay
   * is back: nothing, when all is as it was before the first that they were surely not told.
   */
  @Transactional(MANDATORY)
  public void tell(List<String> followers, SystemEventChanged event) {
    jdbi.useHandle(handle -> followers.forEach(follower -> tell(handle, follower, event)));
  }

  private static void tell(Handle handle, String follower, SystemEventChanged event) {
    List<Stale> stale = handle.select(STALE, follower).map((row, context) -> stale(row)).list();
    stale.forEach(old -> handle.execute(DELETE, old.id()));
    String known =
        stale.stream()
            .filter(old -> old.attempts() == 0)
            .map(Stale::previousStatus)
            .findFirst()
            .orElse(event.previousStatus());
    if (!known.equals(event.status())) {
      handle
          .createUpdate(INSERT)
          .bindMethods(event)
          .bind("previousStatus", known)
          .bind("address", follower)
          .execute();
    }
  }

  private static Stale stale(ResultSet row) throws SQLException {
    return new Stale(row.getLong("id"), row.getString("previous_status"), row.getInt("attempts"));
  }

  /**
   * The next one to be told, for one caller at a time.
   *
   * @param lease after which the caller is taken for dead
   */
  @Transactional(REQUIRES_NEW)
  public Optional<SystemCheckMail> claim(Duration lease) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DUE)
                .map((row, context) -> mail(row))
                .findOne()
                .filter(mail -> claim(handle, mail, lease)));
  }

  @Transactional(REQUIRES_NEW)
  public void again(SystemCheckMail mail, DeliveryResult deliveryResult) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(AGAIN)
                .bind("id", mail.id())
                .bind("attempts", 1 + deliveryResult.attempts())
                .bind("delay", deliveryResult.delay().toMillis())
                .execute());
  }

  /** Told, or given up. */
  @Transactional(REQUIRES_NEW)
  public void delete(SystemCheckMail mail) {
    jdbi.useHandle(handle -> handle.execute(DELETE, mail.id()));
  }

  private static boolean claim(Handle handle, SystemCheckMail mail, Duration lease) {
    return handle
            .createUpdate(CLAIM)
            .bind("id", mail.id())
            .bind("delay", lease.toMillis())
            .execute()
        == 1;
  }

  private static SystemCheckMail mail(ResultSet row) throws SQLException {
    return new SystemCheckMail(
        row.getLong("id"),
        row.getString("address"),
        new SystemEventChanged(
            row.getString("previous_status"),
            row.getString("status"),
            row.getString("log"),
            row.getObject("checked_at", OffsetDateTime.class).toInstant()),
        row.getInt("attempts"),
        !"pending".equals(row.getString("state")));
  }
}
