package carillon.operatormail;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jdbi.v3.core.Jdbi;

/** Where mails to operators are left, in the transaction of what they tell about. Thread-safe. */
@ApplicationScoped
public class OperatorMails {
  private static final String PURGE =
      """
      delete from operator_mail
      where next_at is null and created_at < current_timestamp - interval '30' day
      """;
  private static final String INSERT =
      """
      insert into operator_mail (kind, address, subject, body, about, state, tries, attempts,
        next_at, created_at, updated_at)
      values (:kind, :address, :subject, :body, :about, 'pending', 0, 0,
        case when :kind <> 'mail-test' then current_timestamp end, :createdAt, current_timestamp)
      """;

  /** A mail was added; fired in the transaction that adds it. */
  record Added() {}

  private final Jdbi jdbi;
  private final Runnable added;

  @Inject
  OperatorMails(Jdbi jdbi, Event<Added> added) {
    this(jdbi, () -> added.fire(new Added()));
  }

  /**
   * An outbox without a server.
   *
   * @param added is told of each mail, within the transaction
   */
  public OperatorMails(Jdbi jdbi, Runnable added) {
    this.jdbi = jdbi;
    this.added = added;
  }

  /** For the container's proxy. */
  protected OperatorMails() {
    this(null, (Runnable) null);
  }

  /**
   * Adds a mail, which is sent once the transaction is committed. Those that ended are kept for 30
   * days.
   *
   * @return its id
   */
  @Transactional(MANDATORY)
  public long add(NewOperatorMail mail) {
    long id =
        jdbi.withHandle(
            handle -> {
              handle.execute(PURGE);
              return handle
                  .createUpdate(INSERT)
                  .bindMethods(mail)
                  .bind("kind", mail.kind().text())
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
            });
    added.run();
    return id;
  }
}
