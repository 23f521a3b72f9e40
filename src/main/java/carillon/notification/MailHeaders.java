package carillon.notification;

import carillon.notification.recipients.RecipientId;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The headers by which mail programs, lists and automatic answerers know what this is (RFC 2919,
 * 3834, 5322). No value can end a line.
 */
record MailHeaders(Story story, RecipientId recipient, String messageId) {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  void addTo(MimeMessage message, Reader reader) throws MessagingException {
    Place place = story.place();
    message.setFrom(from());
    message.setReplyTo(new InternetAddress[] {new InternetAddress("noreply@" + domain())});
    message.setSubject(LetterWriter.heading(story, reader), UTF_8);
    String root = MessageIds.root(place.artifactId(), recipient, domain());
    message.setHeader("In-Reply-To", root);
    message.setHeader("References", root);
    message.setHeader("List-Id", listId());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Precedence", "list");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    message.setHeader("X-Carillon-Project", Lines.one(place.projectShortName()));
    message.setHeader("X-Carillon-Tracker", Lines.one(place.itemName()));
    message.setHeader("X-Carillon-Artifact-Id", Long.toString(place.artifactId()));
    message.setHeader("X-Carillon-Reason", reader.reason().text());
    message.setHeader("Feedback-ID", feedbackId());
  }

  private InternetAddress from() throws MessagingException {
    Place place = story.place();
    String address =
        "%s.%s@%s".formatted(word(place.itemName()), word(place.projectShortName()), domain());
    try {
      return new InternetAddress(address, Lines.one(story.author().name()), UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("Every JDK has UTF-8", impossible);
    }
  }

  private String listId() {
    Place place = story.place();
    String names = Lines.one(place.projectName() + " " + place.trackerName());
    String id =
        "<%s.%s.%s>".formatted(word(place.itemName()), word(place.projectShortName()), domain());
    return MimeUtility.fold("List-Id: ".length(), phrase(names) + " " + id);
  }

  /** A quoted string, or encoded words where ASCII does not do. */
  private static String phrase(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    try {
      return MimeUtility.encodeWord(text, UTF_8, "B");
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("Every JDK has UTF-8", impossible);
    }
  }

  /** Project, tracker, kind of mail, sender: what mailbox providers count complaints by. */
  private String feedbackId() {
    Place place = story.place();
    return "p%d:t%d:notification:carillon".formatted(place.projectId(), place.trackerId());
  }

  /** Letters, digits and hyphens only, as in a host name. */
  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  private String domain() {
    return MessageIds.domain(messageId);
  }
}
