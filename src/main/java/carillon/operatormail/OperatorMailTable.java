package carillon.operatormail;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import carillon.mail.MailVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Who sends which mail of the outbox, by compare-and-set on the database's clock. */
@ApplicationScoped
class OperatorMailTable {
  private static final String IN =
      "current_timestamp + cast(:delay as bigint) * interval '0.001' second";
  private static final String DUE =
      """
      select * from operator_mail where next_at <= current_timestamp
      order by next_at, id fetch first 1 rows only
      """;
  private static final String PENDING =
      "select * from operator_mail where id = :id and state = 'pending'";

  /** Every claim is another try, so the number of tries tells whether somebody came first. */
  private static final String CLAIM =
      "update operator_mail set state = 'sending', tries = :tries, next_at = "
          + IN
          + " where id = :id and tries = :tries - 1";

  /** Nothing is due when there is no delay. */
  private static final String SETTLE =
      "update operator_mail set state = :state, reply = :reply, attempts = attempts + :counted,"
          + " updated_at = current_timestamp, next_at = "
          + IN
          + " where id = :id and tries = :tries and state = 'sending'";

  private final Jdbi jdbi;

  @Inject
  OperatorMailTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  OperatorMailTable() {
    this(null);
  }

  /**
   * The next mail that is due, for one caller at a time; empty also when another one was faster.
   *
   * @param lease after which the caller is taken for dead
   */
  @Transactional(REQUIRES_NEW)
  public Optional<OperatorMail> claimDue(Duration lease) {
    return jdbi.withHandle(handle -> claim(handle, handle.createQuery(DUE), lease));
  }

  /** This mail unless it was tried before. */
  @Transactional(REQUIRES_NEW)
  public Optional<OperatorMail> claimPending(long id, Duration lease) {
    return jdbi.withHandle(
        handle -> claim(handle, handle.createQuery(PENDING).bind("id", id), lease));
  }

  /** Writes what became of a claimed mail, unless it was withdrawn or claimed anew meanwhile. */
  @Transactional(REQUIRES_NEW)
  public void settle(OperatorMail mail, MailVerdict verdict) {
    Long delay = verdict.delay() == null ? null : verdict.delay().toMillis();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SETTLE)
                .bind("id", mail.id())
                .bind("tries", mail.tries())
                .bind("state", verdict.state().text())
                .bind("reply", verdict.reply())
                .bind("counted", verdict.counted() ? 1 : 0)
                .bind("delay", delay)
                .execute());
  }

  private static Optional<OperatorMail> claim(Handle handle, Query query, Duration lease) {
    return query
        .map((row, context) -> OperatorMail.claimed(row))
        .findOne()
        .filter(mail -> claim(handle, mail, lease));
  }

  private static boolean claim(Handle handle, OperatorMail mail, Duration lease) {
    return handle
            .createUpdate(CLAIM)
            .bind("id", mail.id())
            .bind("tries", mail.tries())
            .bind("delay", lease.toMillis())
            .execute()
        == 1;
  }
}
