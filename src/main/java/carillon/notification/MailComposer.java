package carillon.notification;

import carillon.notification.recipients.RecipientId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * Makes the message to one recipient: headers, and a text with an HTML alternative.
 *
 * @param baseUrl where links begin
 */
record MailComposer(URI baseUrl) {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /**
   * @param messageId fixed before the first attempt; the message never gets another one
   * @param now the date of the message
   */
  MimeMessage compose(
      Story story, Reader reader, RecipientId recipient, String messageId, Instant now)
      throws MessagingException {
    NamedMessage message = new NamedMessage(messageId);
    new MailHeaders(story, recipient, messageId).addTo(message, reader);
    message.setRecipient(
        Message.RecipientType.TO, new InternetAddress(reader.candidate().address(), true));
    message.setSentDate(Date.from(now));
    Letter letter = new LetterWriter(baseUrl).write(story, reader);
    if (reader.style().html()) {
      message.setContent(alternatives(letter));
    } else {
      message.setText(Templates.text(letter), UTF_8);
    }
    message.saveChanges();
    return message;
  }

  private static MimeMultipart alternatives(Letter letter) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(Templates.text(letter), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(Templates.html(letter), UTF_8, "html");
    return new MimeMultipart("alternative", text, html);
  }
}
