package carillon.notification.operator;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.UnknownPolicy;
import carillon.job.engine.BackgroundTasks;
import carillon.mail.MailRetryPolicy;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.notification.delivery.Delivery;
import carillon.notification.delivery.DeliveryResult;
import carillon.notification.delivery.DeliveryState;
import carillon.systemcheck.SystemEventChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the followers of the system check that its status has changed. The finding may be the very
 * relay, so each of them has a row until they are told, and is tried as long as any mail is. The
 * check's thread writes the rows in the transaction that ends the check, one of the server's own
 * sends.
 */
@ApplicationScoped
class SystemCheckMailer {
  private static final Logger LOG = LoggerFactory.getLogger(SystemCheckMailer.class);
  private static final Duration LOOK = Duration.ofSeconds(15);

  @Inject Settings settings;
  @Inject SystemCheckMailTable mails;
  @Inject MailSender sender;
  @Inject Clock clock;
  @Inject BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;

  public void start() {
    handle = backgroundTasks.repeat("mails of the system check", this::tellNext);
  }

  void changed(@Observes SystemEventChanged event) {
    List<String> followers = settings.get(SettingsTable.SYSTEM_CHECK_FOLLOWERS);
    if (!followers.isEmpty()) {
      mails.tell(followers, event);
    }
  }

  void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SystemEventChanged event) {
    handle.wake();
  }

  private Duration tellNext() {
    boolean found = mails.claim(sender.longest()).map(this::told).isPresent();
    return found ? Duration.ZERO : LOOK;
  }

  private DeliveryResult told(SystemCheckMail mail) {
    DeliveryResult deliveryResult = sent(mail);
    if (deliveryResult.state() == DeliveryState.DEFERRED) {
      mails.again(mail, deliveryResult);
    } else {
      mails.delete(mail);
    }
    if (deliveryResult.state() != DeliveryState.SENT) {
      LOG.atLevel(news(mail, deliveryResult) ? Level.WARN : Level.DEBUG)
          .log(
              "The mail to follower {} of the system check is {}: {}",
              mail.follower(),
              deliveryResult.state().text(),
              deliveryResult.reply());
    }
    return deliveryResult;
  }

  private static boolean news(SystemCheckMail mail, DeliveryResult deliveryResult) {
    return !mail.putOff() || deliveryResult.state() != DeliveryState.DEFERRED;
  }

  private DeliveryResult sent(SystemCheckMail mail) {
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    Delivery delivery = mail.delivery(domain);
    MailRetryPolicy policy = retryPolicy();
    try {
      Mail message = Mail.of(mail.message(delivery, domain), MailAddress.of(mail.follower()));
      return DeliveryResult.of(
          delivery,
          policy.on(sender.send(message), mail.attempts(), mail.event().at(), clock.instant()));
    } catch (MessagingException trouble) {
      return DeliveryResult.of(
          delivery,
          policy.onTrouble(
              "not composed: " + trouble, mail.attempts(), mail.event().at(), clock.instant()));
    }
  }

  /** Rather twice than never. */
  private MailRetryPolicy retryPolicy() {
    return new MailRetryPolicy(
        settings.get(SettingsTable.MAIL_DEFERRED_SCHEDULE),
        settings.get(SettingsTable.MAIL_GIVE_UP_AFTER),
        settings.get(SettingsTable.MAIL_BREAKER_DELAY),
        UnknownPolicy.RETRY);
  }
}
