package carillon.operatormail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** A message that keeps the Message-ID it was given, whenever it is saved. */
final class FixedIdMessage extends MimeMessage {
  /**
   * A message needs one to be encoded; it is sent by another. UTF-8 in its headers is only what no
   * encoding can spare: a recipient's address (RFC 6532).
   */
  private static final Session SESSION = session();

  private final String messageId;

  FixedIdMessage(String messageId) {
    super(SESSION);
    this.messageId = messageId;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static Session session() {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", "true");
    return Session.getInstance(properties);
  }
}
