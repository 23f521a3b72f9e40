package carillon.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** A message that keeps the Message-ID it was given, whenever it is saved. */
final class NamedMessage extends MimeMessage {
  /** A message needs one to be encoded; it is sent by another. */
  private static final Session SESSION = Session.getInstance(new Properties());

  private final String messageId;

  NamedMessage(String messageId) {
    super(SESSION);
    this.messageId = messageId;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
