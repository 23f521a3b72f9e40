package carillon.notification.message;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what happened to one reader: only the fields and the comments they may read. */
final class MailContentWriter {
  private static final List<String> FIXED =
      List.of("changes", "comment", "values", "open", "why", "stop", "empty");
  private static final int LONGEST_COMMENT = 6_000;

  /** Markup may take so much more room than what it marks; beyond that it is told as it is. */
  private static final int MARKUP = 6;

  private final List<PersonalChange> personalChanges;
  private final ChangeSummary changeSummary;
  private final MailReader mailReader;
  private final Messages messages;
  private final SizeBudget sizeBudget;
  private final RenderCache renderCache;
  private final SectionWriter sections;

  private MailContentWriter(List<PersonalChange> personalChanges, RenderCache renderCache) {
    this.personalChanges = personalChanges;
    this.changeSummary = personalChanges.get(personalChanges.size() - 1).story();
    this.mailReader = personalChanges.get(0).reader();
    this.messages = Messages.in(mailReader.style().locale());
    this.sizeBudget = new SizeBudget(messages.say("cut"));
    this.renderCache = renderCache;
    this.sections = new SectionWriter(messages, sizeBudget, renderCache);
  }

  /**
   * @param parts what they are told: one story, or those of a bulk change
   * @param token by which the reader says that they want fewer mails
   */
  static MailContent write(
      List<PersonalChange> personalChanges, RenderCache renderCache, Links links, String token) {
    return new MailContentWriter(personalChanges, renderCache).letter(links, token);
  }

  private MailContent letter(Links links, String token) {
    List<MailContent.Comment> comments = comments();
    List<MailContent.Section> told = sections.write(personalChanges, links);
    return new MailContent(
        messages.locale().getLanguage(),
        alone() ? SectionWriter.title(personalChanges.get(0)) : bulkHeading(),
        headline(),
        comments,
        told,
        sizeBudget.overflown() ? messages.say("more") : "",
        alone() ? links.artifact(changeSummary.place()) : "",
        reason(),
        links.unsubscribe(token),
        FIXED.stream().collect(Collectors.toMap(key -> key, messages::say)));
  }

  private String reason() {
    return mailReader.mentionedBy().isEmpty()
        ? messages.say("why." + mailReader.reason().text(), changeSummary.place().trackerName())
        : messages.say("why.mentioned-by", mailReader.mentionedBy());
  }

  private PersonalChange last() {
    return personalChanges.get(personalChanges.size() - 1);
  }

  private boolean alone() {
    return personalChanges.size() == 1;
  }

  private String bulkHeading() {
    return messages.say("bulk", changeSummary.place().itemName(), personalChanges.size());
  }

  private String headline() {
    DateTimeFormatter format = messages.format("time").withZone(mailReader.style().zone());
    String authors =
        last().authors().stream().map(ChangeSummary.Actor::name).collect(Collectors.joining(", "));
    return messages.say(
        changeSummary.creation() ? "created" : "updated",
        authors,
        format.format(last().last().at()));
  }

  /** Each comment once, also where a bulk change made it at every artifact. */
  private List<MailContent.Comment> comments() {
    List<MailContent.Comment> told = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (PersonalChange personalChange : personalChanges) {
      for (ChangeSummary.Comment comment : personalChange.story().comments()) {
        if (personalChange.reader().reads(comment)
            && (alone() || known.add(comment.body()))
            && sizeBudget.row()) {
          told.add(comment(comment));
        }
      }
    }
    return told;
  }

  private MailContent.Comment comment(ChangeSummary.Comment comment) {
    String author = last().authors().size() > 1 ? comment.author().name() : "";
    String body = sizeBudget.cut(comment.body(), LONGEST_COMMENT);
    String html = comment.markdown() ? renderCache.html(body, changeSummary.names()) : "";
    return new MailContent.Comment(
        author, body, html.length() > MARKUP * body.length() ? "" : html);
  }
}
