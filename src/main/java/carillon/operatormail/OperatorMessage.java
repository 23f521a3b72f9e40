package carillon.operatormail;

import carillon.mail.smtp.Mail;
import carillon.mail.smtp.MailAddress;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Builds the message of each mail to an operator. */
final class OperatorMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private OperatorMessage() {}

  /**
   * The same message in every attempt.
   *
   * @param domain the sender's
   * @throws MessagingException when nobody can be written to at its address
   */
  static Mail of(OperatorMail mail, String domain) throws MessagingException {
    InternetAddress to = MailAddress.of(mail.address());
    String name = mail.kind().text() + "." + mail.kind().key(mail);
    MimeMessage message = new FixedIdMessage("<" + name + "@" + domain + ">");
    message.setFrom(new InternetAddress("noreply@" + domain));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(mail.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    message.setText(mail.body(), UTF_8);
    message.saveChanges();
    return Mail.of(message, to);
  }
}
