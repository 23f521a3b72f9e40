package carillon.operatormail;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.systemcheck.SystemEventChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells the followers of the system check that its status has changed: leaves a mail for each, in
 * the transaction that ends the check.
 */
@ApplicationScoped
class SystemCheckMails {
  private static final String UNSENT =
      """
      select id, about, attempts from operator_mail
      where kind = 'system-check' and address = ? and state in ('pending', 'deferred')
      order by id for update
      """;

  private final Settings settings;
  private final OperatorMails mails;
  private final Jdbi jdbi;

  private record Unsent(long id, String previousStatus, int attempts) {}

  @Inject
  SystemCheckMails(Settings settings, OperatorMails mails, Jdbi jdbi) {
    this.settings = settings;
    this.mails = mails;
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  SystemCheckMails() {
    this(null, null, null);
  }

  void changed(@Observes SystemEventChanged event) {
    settings.get(SettingsTable.SYSTEM_CHECK_FOLLOWERS).forEach(follower -> tell(follower, event));
  }

  /**
   * Replaces what the follower is not told yet, so that they are told one change when their relay
   * is back: nothing, when all is as it was before the first that they were surely not told.
   */
  private void tell(String follower, SystemEventChanged event) {
    List<Unsent> unsent = jdbi.withHandle(handle -> withdrawn(handle, follower));
    String known =
        unsent.stream()
            .filter(mail -> mail.attempts() == 0)
            .map(Unsent::previousStatus)
            .findFirst()
            .orElse(event.previousStatus());
    if (!known.equals(event.status())) {
      mails.add(mail(follower, known, event));
    }
  }

  private static List<Unsent> withdrawn(Handle handle, String follower) {
    List<Unsent> unsent =
        handle
            .select(UNSENT, follower)
            .map(
                (row, context) ->
                    new Unsent(row.getLong("id"), row.getString("about"), row.getInt("attempts")))
            .list();
    unsent.forEach(mail -> handle.execute("delete from operator_mail where id = ?", mail.id()));
    return unsent;
  }

  private static NewOperatorMail mail(String follower, String known, SystemEventChanged event) {
    return new NewOperatorMail(
        OperatorMailKind.SYSTEM_CHECK,
        follower,
        "System check: " + event.status(),
        "The system check was %s and is %s now (at %s).\r\n\r\n%s\r\n"
            .formatted(known, event.status(), event.at(), event.log()),
        known,
        event.at());
  }
}
