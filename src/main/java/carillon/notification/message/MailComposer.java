package carillon.notification.message;

import carillon.mail.smtp.Mail;
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
  private final Rendered rendered = new Rendered();
  private final Map<Sight, FormLetter> letters = new HashMap<>();

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
  public Mail compose(List<Part> parts, String messageId, Instant now) throws AddressException {
    MailHeaders headers = new MailHeaders(parts, messageId);
    Reader reader = parts.get(0).reader();
    String token = links.token(reader.candidate(), headers.place());
    String own = headers.own(links.unsubscribe(token), now);
    return letter(parts, headers).mail(reader.candidate().address(), messageId, own, token);
  }

  private FormLetter letter(List<Part> parts, MailHeaders headers) {
    Sight sight = Sight.of(parts);
    if (letters.size() == KEPT && !letters.containsKey(sight)) {
      letters.clear();
    }
    return letters.computeIfAbsent(sight, seen -> written(parts, headers));
  }

  private FormLetter written(List<Part> parts, MailHeaders headers) {
    Letter letter = LetterWriter.write(parts, rendered, links, gap);
    MimeText text = MimeText.of("plain", Templates.text(letter), gap);
    List<MimeText> texts =
        parts.get(0).reader().style().html()
            ? List.of(text, MimeText.of("html", Templates.html(letter), gap))
            : List.of(text);
    return new FormLetter(headers.shared(letter.heading()), texts);
  }
}
