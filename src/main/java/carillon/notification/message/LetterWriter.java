package carillon.notification.message;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what happened to one reader: only the fields and the comments they may read. */
final class LetterWriter {
  private static final List<String> FIXED =
      List.of("changes", "comment", "values", "open", "why", "stop", "empty");
  private static final int LONGEST_COMMENT = 6_000;

  /** Markup may take so much more room than what it marks; beyond that it is told as it is. */
  private static final int MARKUP = 6;

  private final List<Part> parts;
  private final Story story;
  private final Reader reader;
  private final Words words;
  private final Room room;
  private final Rendered rendered;
  private final SectionWriter sections;

  private LetterWriter(List<Part> parts, Rendered rendered) {
    this.parts = parts;
    this.story = parts.get(parts.size() - 1).story();
    this.reader = parts.get(0).reader();
    this.words = Words.in(reader.style().locale());
    this.room = new Room(words.say("cut"));
    this.rendered = rendered;
    this.sections = new SectionWriter(words, room, rendered);
  }

  /**
   * @param parts what they are told: one story, or those of a bulk change
   * @param token by which the reader says that they want fewer mails
   */
  static Letter write(List<Part> parts, Rendered rendered, Links links, String token) {
    return new LetterWriter(parts, rendered).letter(links, token);
  }

  private Letter letter(Links links, String token) {
    List<Letter.Comment> comments = comments();
    List<Letter.Section> told = sections.write(parts, links);
    return new Letter(
        words.locale().getLanguage(),
        alone() ? SectionWriter.title(parts.get(0)) : bulkHeading(),
        headline(),
        comments,
        told,
        room.overflown() ? words.say("more") : "",
        alone() ? links.artifact(story.place()) : "",
        words.say("why." + reader.reason().text(), story.place().trackerName()),
        links.unsubscribe(token),
        FIXED.stream().collect(Collectors.toMap(key -> key, words::say)));
  }

  private boolean alone() {
    return parts.size() == 1;
  }

  private String bulkHeading() {
    return words.say("bulk", story.place().itemName(), parts.size());
  }

  private String headline() {
    DateTimeFormatter format = words.format("time").withZone(reader.style().zone());
    String authors =
        story.authors().stream().map(Story.Actor::name).collect(Collectors.joining(", "));
    return words.say(story.creation() ? "created" : "updated", authors, format.format(story.at()));
  }

  /** Each comment once, also where a bulk change made it at every artifact. */
  private List<Letter.Comment> comments() {
    List<Letter.Comment> told = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Part part : parts) {
      for (Story.Comment comment : part.story().comments()) {
        if (part.reader().reads(comment) && (alone() || known.add(comment.body())) && room.row()) {
          told.add(comment(comment));
        }
      }
    }
    return told;
  }

  private Letter.Comment comment(Story.Comment comment) {
    String author = story.authors().size() > 1 ? comment.author().name() : "";
    String body = room.cut(comment.body(), LONGEST_COMMENT);
    String html = comment.markdown() ? rendered.html(body) : "";
    return new Letter.Comment(author, body, html.length() > MARKUP * body.length() ? "" : html);
  }
}
