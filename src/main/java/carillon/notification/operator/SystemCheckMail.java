package carillon.notification.operator;

import carillon.mail.smtp.MailAddress;
import carillon.notification.delivery.Delivery;
import carillon.notification.message.FixedIdMessage;
import carillon.notification.message.Messages;
import carillon.notification.recipients.RecipientId;
import carillon.systemcheck.SystemEventChanged;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;

/**
 * A follower of the system check who is yet to be told of one change of its status.
 *
 * @param attempts how many were made so far
 * @param putOff whether it was tried before, at least to reach the relay
 */
record SystemCheckMail(
    long id, String follower, SystemEventChanged event, int attempts, boolean putOff) {

  /** As a mail that is sent like those of notifications. */
  Delivery delivery(String domain) {
    RecipientId recipient = RecipientId.ofAddress(follower);
    String messageId =
        "<system-check.%d.%s@%s>".formatted(event.at().toEpochMilli(), recipient.text(), domain);
    return new Delivery(
        id, recipient, null, follower, null, false, messageId, attempts, event.at());
  }

  /**
   * @param delivery this one's
   * @param domain the sender's
   */
  MimeMessage message(Delivery delivery, String domain) throws MessagingException {
    String utf8 = StandardCharsets.UTF_8.name();
    Messages messages = Messages.in(Locale.ENGLISH);
    MimeMessage message = new FixedIdMessage(delivery.messageId());
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, MailAddress.of(follower));
    message.setSubject(messages.say("system.subject", event.status()), utf8);
    message.setSentDate(Date.from(event.at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    String changed =
        messages.say("system.body", event.previousStatus(), event.status(), event.at().toString());
    message.setText(changed + "\r\n\r\n" + event.log() + "\r\n", utf8);
    message.saveChanges();
    return message;
  }
}
