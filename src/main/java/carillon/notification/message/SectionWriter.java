package carillon.notification.message;

import carillon.tracker.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what happened to each artifact of a letter, as far as there is room. */
record SectionWriter(Words words, Room room, Rendered rendered) {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_VALUE = 4_000;

  /** No status and no changing words in it: it keeps a thread together. */
  static String title(Part part) {
    Place place = part.story().place();
    String artifact = "[%s #%d]".formatted(place.itemName(), place.artifactId());
    return part.story()
        .title()
        .filter(part.reader()::reads)
        .flatMap(title -> title.value().stream().findFirst())
        .map(title -> artifact + " " + HeaderText.cut(title, LONGEST_TITLE))
        .orElse(artifact);
  }

  List<Letter.Section> write(List<Part> parts, Links links) {
    boolean alone = parts.size() == 1;
    List<Letter.Section> told = new ArrayList<>();
    for (Part part : parts) {
      if (alone || room.row()) {
        told.add(
            new Letter.Section(
                alone ? "" : room.cut(title(part), LONGEST_TITLE),
                links.artifact(part.story().place()),
                part.story().creation() ? List.of() : changes(part),
                alone ? values(part) : List.of()));
      }
    }
    return told;
  }

  private List<Letter.Changed> changes(Part part) {
    List<Letter.Changed> told = new ArrayList<>();
    for (Story.FieldStory field : part.story().fields()) {
      if (field.changed() && part.reader().reads(field) && room.row()) {
        told.add(changed(field));
      }
    }
    return told;
  }

  private Letter.Changed changed(Story.FieldStory field) {
    String label = cut(field.label());
    if (field.type() == FieldType.TEXT && !field.before().isEmpty() && !field.after().isEmpty()) {
      return new Letter.Changed(label, "", "", compared(field));
    }
    return new Letter.Changed(
        label, cut(text(field, field.before())), cut(text(field, field.after())), List.of());
  }

  private List<TextDiff.Segment> compared(Story.FieldStory field) {
    return rendered.diff(field).stream()
        .map(part -> new TextDiff.Segment(part.kind(), cut(part.text())))
        .toList();
  }

  private List<Letter.Value> values(Part part) {
    List<Letter.Value> told = new ArrayList<>();
    for (Story.FieldStory field : part.story().fields()) {
      Optional<String> value = value(part.story(), field).filter(v -> part.reader().reads(field));
      if (value.isPresent() && room.row()) {
        told.add(new Letter.Value(cut(field.label()), cut(value.get())));
      }
    }
    return told;
  }

  private Optional<String> value(Story story, Story.FieldStory field) {
    return field.type() == FieldType.SUBMITTER
        ? Optional.of(story.submitter().name())
        : Optional.of(text(field, field.value())).filter(value -> !value.isEmpty());
  }

  private String text(Story.FieldStory field, List<String> value) {
    return new ValueText(words).of(field.type(), value);
  }

  private String cut(String text) {
    return room.cut(text, LONGEST_VALUE);
  }
}
