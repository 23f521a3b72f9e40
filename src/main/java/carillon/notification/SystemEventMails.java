package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.mail.MailSender;
import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import carillon.mail.smtp.Outcome;
import carillon.notification.recipients.RecipientId;
import carillon.systemcheck.SystemEventChanged;
import carillon.systemcheck.SystemEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the followers of the system check that its status has changed, in the thread of the check,
 * which ended before. When none of them can be reached, be it that the finding is the very relay,
 * the next check tells of it again; a mail that cannot be sent never disturbs the check.
 */
@ApplicationScoped
class SystemEventMails {
  private static final Logger LOG = LoggerFactory.getLogger(SystemEventMails.class);

  @Inject Settings settings;
  @Inject MailSender sender;
  @Inject SystemEvents events;

  void changed(@Observes SystemEventChanged event) {
    List<String> followers = settings.get(SettingsTable.SYSTEM_CHECK_FOLLOWERS);
    long reached = followers.stream().filter(follower -> told(follower, event)).count();
    if (reached == 0 && !followers.isEmpty()) {
      events.untold(event);
    }
  }

  private boolean told(String follower, SystemEventChanged event) {
    try {
      InternetAddress to = MailAddress.of(follower);
      Outcome outcome = sender.send(Mail.of(message(to, event), to));
      if (outcome instanceof Outcome.Sent) {
        return true;
      }
      LOG.warn("The follower {} was not told of the system check: {}", follower, outcome.text());
      return outcome instanceof Outcome.Unknown;
    } catch (MessagingException | RuntimeException trouble) {
      LOG.warn("The follower {} was not told of the system check", follower, trouble);
      return false;
    }
  }

  private MimeMessage message(InternetAddress to, SystemEventChanged event)
      throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    Words words = Words.in(Locale.ENGLISH);
    MimeMessage message = new NamedMessage(messageId(to, event, domain));
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(words.say("system.subject", event.status()), utf8);
    message.setSentDate(Date.from(event.at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    String changed =
        words.say("system.body", event.previousStatus(), event.status(), event.at().toString());
    message.setText(changed + "\r\n\r\n" + event.log() + "\r\n", utf8);
    message.saveChanges();
    return message;
  }

  private static String messageId(InternetAddress to, SystemEventChanged event, String domain) {
    String recipient = RecipientId.ofAddress(to.getAddress()).text();
    return "<system-check.%d.%s@%s>".formatted(event.at().toEpochMilli(), recipient, domain);
  }
}
