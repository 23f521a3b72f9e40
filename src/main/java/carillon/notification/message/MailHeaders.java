package carillon.notification.message;

import carillon.notification.event.ArtifactContext;
import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import jakarta.mail.internet.MailDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The headers by which mail programs, lists and automatic answerers know what this is (RFC 2369,
 * 2919, 3834, 5322, 8058). No value can end a line.
 */
record MailHeaders(List<PersonalChange> parts, String messageId) {
  private static final int LONGEST_NAME = 80;

  /** Those that are each reader's own. */
  String own(String unsubscribe, Instant now) {
    StringBuilder own = new StringBuilder(500);
    own.append(HeaderText.field("Date", new MailDateFormat().format(Date.from(now))));
    own.append(HeaderText.field("Message-ID", messageId));
    if (parts.size() == 1) {
      // A mail about several artifacts belongs to no thread.
      String root = MessageIds.root(place().artifactId(), reader().candidate().id(), domain());
      own.append(HeaderText.field("In-Reply-To", root));
      own.append(HeaderText.field("References", root));
    }
    return own.append(HeaderText.field("List-Unsubscribe", "<" + unsubscribe + ">")).toString();
  }

  /** Those that all have who see the same. */
  String shared(String subject) {
    ArtifactContext artifactContext = place();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("From", HeaderText.phrase(author()) + " <" + address() + ">");
    fields.put("Reply-To", "noreply@" + domain());
    fields.put("Subject", HeaderText.text(subject));
    fields.put("List-Id", listId());
    fields.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    fields.put("Auto-Submitted", "auto-generated");
    fields.put("Precedence", "list");
    fields.put("X-Auto-Response-Suppress", "OOF, AutoReply");
    fields.put(
        "X-Carillon-Project", HeaderText.text(SingleLine.one(artifactContext.projectShortName())));
    fields.put("X-Carillon-Tracker", HeaderText.text(SingleLine.one(artifactContext.itemName())));
    if (parts.size() == 1) {
      fields.put("X-Carillon-Artifact-Id", Long.toString(artifactContext.artifactId()));
    }
    fields.put("X-Carillon-Reason", reader().reason().text());
    fields.put("Feedback-ID", feedbackId());
    return fields.entrySet().stream()
        .map(field -> HeaderText.field(field.getKey(), field.getValue()))
        .collect(Collectors.joining());
  }

  private MailReader reader() {
    return parts.get(0).reader();
  }

  private ChangeSummary story() {
    return parts.get(parts.size() - 1).story();
  }

  /** Where it happened. */
  ArtifactContext place() {
    return story().place();
  }

  private String author() {
    return HeaderText.cut(parts.get(parts.size() - 1).last().author().name(), LONGEST_NAME);
  }

  private String address() {
    ArtifactContext artifactContext = place();
    return word(artifactContext.itemName())
        + "."
        + word(artifactContext.projectShortName())
        + "@"
        + domain();
  }

  private String listId() {
    ArtifactContext artifactContext = place();
    String names =
        HeaderText.cut(
            artifactContext.projectName() + " " + artifactContext.trackerName(), LONGEST_NAME);
    return "%s <%s.%s.%s>"
        .formatted(
            HeaderText.phrase(names),
            word(artifactContext.itemName()),
            word(artifactContext.projectShortName()),
            domain());
  }

  /** Project, tracker, kind of mail, sender: what mailbox providers count complaints by. */
  private String feedbackId() {
    ArtifactContext artifactContext = place();
    return "p%d:t%d:notification:carillon"
        .formatted(artifactContext.projectId(), artifactContext.trackerId());
  }

  /** Letters, digits and hyphens only, as in a host name. */
  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  private String domain() {
    return MessageIds.domain(messageId);
  }
}
