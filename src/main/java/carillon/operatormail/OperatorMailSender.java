package carillon.operatormail;

import carillon.config.Redaction;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailRetryPolicy;
import carillon.mail.MailSender;
import carillon.mail.MailVerdict;
import carillon.mail.smtp.SendOutcome;
import carillon.mail.smtp.SmtpReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends the mails of the outbox, one after the other, in one of the server's threads; test mails
 * for the first time in a worker's. What may be wrong is the very relay, so each mail is tried as
 * long as any mail is.
 */
@ApplicationScoped
class OperatorMailSender {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMailSender.class);
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** It may have been handed over before its sender stopped: nobody knows. */
  private static final SendOutcome ABANDONED =
      new SendOutcome.Unknown("a server stopped while it sent this mail");

  private final OperatorMailTable mails;
  private final MailSender sender;
  private final Settings settings;
  private final Clock clock;
  private final BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;

  @Inject
  OperatorMailSender(
      OperatorMailTable mails,
      MailSender sender,
      Settings settings,
      Clock clock,
      BackgroundTasks backgroundTasks) {
    this.mails = mails;
    this.sender = sender;
    this.settings = settings;
    this.clock = clock;
    this.backgroundTasks = backgroundTasks;
  }

  /** For the container's proxy. */
  OperatorMailSender() {
    this(null, null, null, null, null);
  }

  public void start() {
    handle = backgroundTasks.repeat("mails to operators", this::sendNext);
  }

  void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) OperatorMails.Added mail) {
    BackgroundTasks.Handle started = handle;
    if (started != null) {
      started.wake();
    }
  }

  /** Tries this mail once, unless it was tried before; the background sends it if that fails. */
  public void sendPending(long id) {
    mails.claimPending(id, sender.longest()).ifPresent(this::send);
  }

  private Duration sendNext() {
    Optional<OperatorMail> mail = mails.claimDue(sender.longest());
    mail.ifPresent(this::send);
    return mail.isPresent() ? Duration.ZERO : LOOK;
  }

  private void send(OperatorMail mail) {
    SendOutcome outcome = mail.abandoned() ? ABANDONED : outcome(mail);
    MailVerdict verdict =
        MailRetryPolicy.of(settings)
            .on(outcome, mail.attempts(), mail.createdAt(), clock.instant());
    mails.settle(mail, verdict);
    if (verdict.state() != MailVerdict.State.SENT) {
      String reply = Redaction.withoutAddresses(verdict.reply());
      LOG.atLevel(news(mail, outcome, verdict) ? Level.WARN : Level.DEBUG)
          .log(mail.kind().notSent(mail, verdict.state().text(), reply));
    }
  }

  private SendOutcome outcome(OperatorMail mail) {
    try {
      return sender.send(OperatorMessage.of(mail, settings.get(SettingsTable.MAIL_FROM_DOMAIN)));
    } catch (MessagingException unwritable) {
      return new SendOutcome.Failed(SmtpReply.of(-1, "not composed: " + unwritable));
    }
  }

  /** A mail that waits is in the log once; one that may arrive twice each time. */
  private static boolean news(OperatorMail mail, SendOutcome outcome, MailVerdict verdict) {
    return mail.tries() == 1
        || verdict.state() != MailVerdict.State.DEFERRED
        || outcome instanceof SendOutcome.Unknown;
  }
}
