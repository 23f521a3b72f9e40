package carillon.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;

/**
 * The headers by which mail programs, lists and automatic answerers know what this is (RFC 2369,
 * 2919, 3834, 5322, 8058). No value can end a line.
 */
record MailHeaders(List<Part> parts, String messageId) {
  private static final int LONGEST_NAME = 80;

  void addTo(MimeMessage message, Letter letter) throws MessagingException {
    Place place = place();
    set(message, "From", HeaderText.phrase(author()) + " <" + address() + ">");
    set(message, "Reply-To", "noreply@" + domain());
    set(message, "Subject", HeaderText.text(letter.heading()));
    if (parts.size() == 1) {
      thread(message);
    }
    set(message, "List-Id", listId());
    set(message, "List-Unsubscribe", "<" + letter.unsubscribe() + ">");
    set(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    set(message, "Auto-Submitted", "auto-generated");
    set(message, "Precedence", "list");
    set(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
    set(message, "X-Carillon-Project", HeaderText.text(Lines.one(place.projectShortName())));
    set(message, "X-Carillon-Tracker", HeaderText.text(Lines.one(place.itemName())));
    set(message, "X-Carillon-Reason", reader().reason().text());
    set(message, "Feedback-ID", feedbackId());
  }

  /** A mail about several artifacts belongs to no thread. */
  private void thread(MimeMessage message) throws MessagingException {
    long artifact = place().artifactId();
    String root = MessageIds.root(artifact, reader().candidate().id(), domain());
    set(message, "In-Reply-To", root);
    set(message, "References", root);
    set(message, "X-Carillon-Artifact-Id", Long.toString(artifact));
  }

  private Reader reader() {
    return parts.get(0).reader();
  }

  private Story story() {
    return parts.get(parts.size() - 1).story();
  }

  private Place place() {
    return story().place();
  }

  private static void set(MimeMessage message, String name, String value)
      throws MessagingException {
    message.setHeader(name, HeaderText.folded(name, value));
  }

  private String author() {
    return HeaderText.cut(story().author().name(), LONGEST_NAME);
  }

  private String address() {
    Place place = place();
    return word(place.itemName()) + "." + word(place.projectShortName()) + "@" + domain();
  }

  private String listId() {
    Place place = place();
    String names = HeaderText.cut(place.projectName() + " " + place.trackerName(), LONGEST_NAME);
    return "%s <%s.%s.%s>"
        .formatted(
            HeaderText.phrase(names),
            word(place.itemName()),
            word(place.projectShortName()),
            domain());
  }

  /** Project, tracker, kind of mail, sender: what mailbox providers count complaints by. */
  private String feedbackId() {
    Place place = place();
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
