package carillon.notification;

import carillon.tracker.FieldType;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what a changeset means to one reader: only the fields and the comment that they may read.
 *
 * @param baseUrl where links begin
 */
record LetterWriter(URI baseUrl) {
  private static final List<String> FIXED = List.of("changes", "comment", "values", "open", "why");

  Letter write(Story story, Reader reader) {
    Words words = Words.in(reader.style().locale());
    ValueText text = new ValueText(words);
    return new Letter(
        words.locale().getLanguage(),
        heading(story, reader),
        headline(story, reader, words),
        story.creation() ? List.of() : changes(story, reader, text),
        reader.readsComment() ? story.comment().map(text::cut).orElse("") : "",
        values(story, reader, text),
        link(story),
        words.say("why." + reader.reason().text(), story.place().trackerName()),
        FIXED.stream().collect(Collectors.toMap(key -> key, words::say)));
  }

  /** No status and no changing words in it: it keeps a thread together. */
  static String heading(Story story, Reader reader) {
    String artifact = "[%s #%d]".formatted(story.place().itemName(), story.place().artifactId());
    return story
        .title()
        .filter(reader::reads)
        .flatMap(title -> Content.words(title.content()).stream().findFirst())
        .map(title -> artifact + " " + Lines.one(title))
        .orElse(artifact);
  }

  private static String headline(Story story, Reader reader, Words words) {
    DateTimeFormatter format = words.format("time").withZone(reader.style().zone());
    return words.say(
        story.creation() ? "created" : "updated", story.author().name(), format.format(story.at()));
  }

  private static List<Letter.Changed> changes(Story story, Reader reader, ValueText text) {
    return story.fields().stream()
        .filter(field -> field.changed() && reader.reads(field))
        .map(
            field ->
                new Letter.Changed(
                    field.label(),
                    text.of(field.type(), field.oldContent()),
                    text.of(field.type(), field.newContent())))
        .toList();
  }

  private static List<Letter.Value> values(Story story, Reader reader, ValueText text) {
    Map<Boolean, List<Story.FieldStory>> bySubmitter =
        story.fields().stream()
            .filter(reader::reads)
            .collect(Collectors.partitioningBy(f -> FieldType.SUBMITTER.name().equals(f.type())));
    return Stream.concat(
            bySubmitter.get(false).stream()
                .filter(field -> field.content() != null)
                .map(f -> new Letter.Value(f.label(), text.of(f.type(), f.content()))),
            bySubmitter.get(true).stream()
                .map(field -> new Letter.Value(field.label(), story.submitter().name())))
        .toList();
  }

  private String link(Story story) {
    return baseUrl + "/api/v1/artifacts/" + story.place().artifactId();
  }
}
