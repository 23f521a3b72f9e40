package carillon.notification;

import carillon.tracker.FieldType;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what a story means to one reader: only the fields and the comments they may read. */
final class LetterWriter {
  private static final List<String> FIXED =
      List.of("changes", "comment", "values", "open", "why", "stop", "empty");
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_VALUE = 4_000;
  private static final int LONGEST_COMMENT = 6_000;

  /** Markup may take so much more room than what it marks; beyond that it is told as it is. */
  private static final int MARKUP = 6;

  private final Story story;
  private final Reader reader;
  private final Diffs diffs;
  private final Words words;
  private final ValueText text;
  private final Room room;
  private boolean whole = true;

  private LetterWriter(Story story, Reader reader, Diffs diffs) {
    this.story = story;
    this.reader = reader;
    this.diffs = diffs;
    this.words = Words.in(reader.style().locale());
    this.text = new ValueText(words);
    this.room = new Room(words.say("cut"));
  }

  static Letter write(Story story, Reader reader, Diffs diffs, Links links) {
    return new LetterWriter(story, reader, diffs).letter(links);
  }

  private Letter letter(Links links) {
    List<Letter.Comment> comments = comments();
    List<Letter.Changed> changes = story.creation() ? List.of() : changes();
    List<Letter.Value> values = values();
    return new Letter(
        words.locale().getLanguage(),
        heading(),
        headline(),
        changes,
        comments,
        values,
        whole ? "" : words.say("more"),
        links.artifact(story.place()),
        words.say("why." + reader.reason().text(), story.place().trackerName()),
        links.unsubscribe(reader.candidate(), story.place()),
        FIXED.stream().collect(Collectors.toMap(key -> key, words::say)));
  }

  /** No status and no changing words in it: it keeps a thread together. */
  private String heading() {
    String artifact = "[%s #%d]".formatted(story.place().itemName(), story.place().artifactId());
    return story
        .title()
        .filter(reader::reads)
        .flatMap(title -> title.value().stream().findFirst())
        .map(title -> artifact + " " + HeaderText.cut(title, LONGEST_TITLE))
        .orElse(artifact);
  }

  private String headline() {
    DateTimeFormatter format = words.format("time").withZone(reader.style().zone());
    String authors =
        story.authors().stream().map(Story.Actor::name).collect(Collectors.joining(", "));
    return words.say(story.creation() ? "created" : "updated", authors, format.format(story.at()));
  }

  private List<Letter.Comment> comments() {
    List<Letter.Comment> told = new ArrayList<>();
    for (Story.Comment comment : story.comments()) {
      if (reader.reads(comment) && hasRoom()) {
        told.add(comment(comment));
      }
    }
    return told;
  }

  private Letter.Comment comment(Story.Comment comment) {
    String author = story.authors().size() > 1 ? comment.author().name() : "";
    String body = room.cut(comment.body(), LONGEST_COMMENT);
    String html = comment.markdown() ? Markdown.html(body) : "";
    return new Letter.Comment(author, body, html.length() > MARKUP * body.length() ? "" : html);
  }

  private List<Letter.Changed> changes() {
    List<Letter.Changed> told = new ArrayList<>();
    for (Story.FieldStory field : story.fields()) {
      if (field.changed() && reader.reads(field) && hasRoom()) {
        told.add(changed(field));
      }
    }
    return told;
  }

  private Letter.Changed changed(Story.FieldStory field) {
    String label = room.cut(field.label(), LONGEST_VALUE);
    if (field.type() == FieldType.TEXT && !field.before().isEmpty() && !field.after().isEmpty()) {
      return new Letter.Changed(label, "", "", compared(field));
    }
    return new Letter.Changed(
        label,
        room.cut(text.of(field.type(), field.before()), LONGEST_VALUE),
        room.cut(text.of(field.type(), field.after()), LONGEST_VALUE),
        List.of());
  }

  private List<TextDiff.Segment> compared(Story.FieldStory field) {
    return diffs.of(field).stream()
        .map(part -> new TextDiff.Segment(part.kind(), room.cut(part.text(), LONGEST_VALUE)))
        .toList();
  }

  private List<Letter.Value> values() {
    List<Letter.Value> told = new ArrayList<>();
    for (Story.FieldStory field : story.fields()) {
      Optional<String> value = value(field).filter(v -> reader.reads(field));
      if (value.isPresent() && hasRoom()) {
        told.add(
            new Letter.Value(
                room.cut(field.label(), LONGEST_VALUE), room.cut(value.get(), LONGEST_VALUE)));
      }
    }
    return told;
  }

  private Optional<String> value(Story.FieldStory field) {
    return field.type() == FieldType.SUBMITTER
        ? Optional.of(story.submitter().name())
        : Optional.of(text.of(field.type(), field.value())).filter(value -> !value.isEmpty());
  }

  private boolean hasRoom() {
    boolean enough = room.row();
    whole &= enough;
    return enough;
  }
}
