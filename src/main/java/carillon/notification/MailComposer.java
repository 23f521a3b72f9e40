package carillon.notification;

import carillon.mail.smtp.MailAddress;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Makes a task's messages: headers, and a text with an HTML alternative. One thread. */
final class MailComposer {
  private final Links links;
  private final Rendered rendered = new Rendered();

  MailComposer(Links links) {
    this.links = links;
  }

  /**
   * @param parts what its reader is told, at least one story
   * @param messageId fixed before the first attempt; the message never gets another one
   * @param now the date of the message
   */
  MimeMessage compose(List<Part> parts, String messageId, Instant now) throws MessagingException {
    Letter letter = LetterWriter.write(parts, rendered, links);
    Reader reader = parts.get(0).reader();
    NamedMessage message = new NamedMessage(messageId);
    new MailHeaders(parts, messageId).addTo(message, letter);
    message.setRecipient(Message.RecipientType.TO, MailAddress.of(reader.candidate().address()));
    message.setSentDate(Date.from(now));
    message.complete(body(letter, reader.style()));
    return message;
  }

  private static Body body(Letter letter, MailStyle style) {
    String text = Templates.text(letter);
    return style.html() ? Body.alternatives(text, Templates.html(letter)) : Body.text(text);
  }
}
