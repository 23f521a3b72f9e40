package carillon.notification;

import carillon.notification.recipients.RecipientId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Makes the messages about one story: headers, and a text with an HTML alternative. One thread. */
final class MailComposer {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Story story;
  private final Links links;
  private final Diffs diffs = new Diffs();

  MailComposer(Story story, Links links) {
    this.story = story;
    this.links = links;
  }

  /**
   * @param messageId fixed before the first attempt; the message never gets another one
   * @param now the date of the message
   */
  MimeMessage compose(Reader reader, RecipientId recipient, String messageId, Instant now)
      throws MessagingException {
    Letter letter = LetterWriter.write(story, reader, diffs, links);
    NamedMessage message = new NamedMessage(messageId);
    new MailHeaders(story, recipient, messageId).addTo(message, letter, reader);
    message.setRecipient(
        Message.RecipientType.TO, new InternetAddress(reader.candidate().address(), true));
    message.setSentDate(Date.from(now));
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
