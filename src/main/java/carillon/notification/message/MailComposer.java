package carillon.notification.message;

import carillon.mail.smtp.Mail;
import carillon.notification.message.MailReader.PersonalChange;
import jakarta.mail.internet.AddressException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes a task's mails: headers, and a text with an HTML alternative; once for all readers who see
 * the same. One thread.
 */
public final class MailComposer {
  /** So many different letters are kept at most: there may be one for each reader. */
  private static final int KEPT = 20;

  private final Links links;
  private final RenderCache renderCache = new RenderCache();
  private final Map<RenderKey, EncodedMail> letters = new HashMap<>();

  /** Stands for a reader's token; nobody can have written it into an artifact. */
  private final String gap = "gap-" + UUID.randomUUID();

  public MailComposer(Links links) {
    this.links = links;
  }

  /**
   * @param parts what its reader is told, at least one story
   * @param messageId fixed before the first attempt; the message never gets another one
   * @param now the date of the message
   * @throws AddressException when the reader's is none
   */
  public Mail compose(List<PersonalChange> personalChanges, String messageId, Instant now)
      throws AddressException {
    MailHeaders headers = new MailHeaders(personalChanges, messageId);
    MailReader mailReader = personalChanges.get(0).reader();
    String token = links.token(mailReader.candidate(), headers.place());
    String own = headers.own(links.unsubscribe(token), now);
    return letter(personalChanges, headers)
        .mail(mailReader.candidate().address(), messageId, own, token);
  }

  private EncodedMail letter(List<PersonalChange> personalChanges, MailHeaders headers) {
    RenderKey renderKey = RenderKey.of(personalChanges);
    if (letters.size() == KEPT && !letters.containsKey(renderKey)) {
      letters.clear();
    }
    return letters.computeIfAbsent(renderKey, seen -> written(personalChanges, headers));
  }

  private EncodedMail written(List<PersonalChange> personalChanges, MailHeaders headers) {
    MailContent mailContent = MailContentWriter.write(personalChanges, renderCache, links, gap);
    MimeText text = MimeText.of("plain", Templates.text(mailContent), gap);
    List<MimeText> texts =
        personalChanges.get(0).reader().style().html()
            ? List.of(text, MimeText.of("html", Templates.html(mailContent), gap))
            : List.of(text);
    return new EncodedMail(headers.shared(mailContent.heading()), texts);
  }
}
