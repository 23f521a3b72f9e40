package carillon.notification.message;

import carillon.notification.event.ArtifactContext;
import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.tracker.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what happened to each artifact of a letter, as far as there is room. */
record SectionWriter(Messages words, SizeBudget room, RenderCache rendered) {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_VALUE = 4_000;

  /** No status and no changing words in it: it keeps a thread together. */
  static String title(PersonalChange personalChange) {
    ArtifactContext artifactContext = personalChange.story().place();
    String artifact =
        "[%s #%d]".formatted(artifactContext.itemName(), artifactContext.artifactId());
    return personalChange
        .story()
        .title()
        .filter(personalChange.reader()::reads)
        .flatMap(title -> title.value().stream().findFirst())
        .map(title -> artifact + " " + HeaderText.cut(title, LONGEST_TITLE))
        .orElse(artifact);
  }

  List<MailContent.Section> write(List<PersonalChange> personalChanges, Links links) {
    boolean alone = personalChanges.size() == 1;
    List<MailContent.Section> told = new ArrayList<>();
    for (PersonalChange personalChange : personalChanges) {
      if (alone || room.row()) {
        told.add(
            new MailContent.Section(
                alone ? "" : room.cut(title(personalChange), LONGEST_TITLE),
                links.artifact(personalChange.story().place()),
                personalChange.story().creation() ? List.of() : changes(personalChange),
                alone ? values(personalChange) : List.of()));
      }
    }
    return told;
  }

  private List<MailContent.Changed> changes(PersonalChange personalChange) {
    List<MailContent.Changed> told = new ArrayList<>();
    FieldChangeWriter changes =
        new FieldChangeWriter(words, room, rendered, personalChange.story().names());
    boolean several = personalChange.authors().size() > 1;
    for (ChangeSummary.FieldChange field : personalChange.story().fields()) {
      if (field.changed() && personalChange.reader().reads(field) && room.row()) {
        String by = several ? names(personalChange.authors(field)) : "";
        told.add(changes.of(field, by));
      }
    }
    return told;
  }

  private static String names(List<ChangeSummary.Actor> actors) {
    return actors.stream().map(ChangeSummary.Actor::name).collect(Collectors.joining(", "));
  }

  private List<MailContent.Value> values(PersonalChange personalChange) {
    List<MailContent.Value> told = new ArrayList<>();
    for (ChangeSummary.FieldChange field : personalChange.story().fields()) {
      Optional<String> value =
          value(personalChange.story(), field).filter(v -> personalChange.reader().reads(field));
      if (value.isPresent() && room.row()) {
        told.add(new MailContent.Value(cut(field.label()), cut(value.get())));
      }
    }
    return told;
  }

  private Optional<String> value(ChangeSummary changeSummary, ChangeSummary.FieldChange field) {
    return field.type() == FieldType.SUBMITTER
        ? Optional.of(changeSummary.submitter().name())
        : Optional.of(text(changeSummary, field)).filter(value -> !value.isEmpty());
  }

  private String text(ChangeSummary changeSummary, ChangeSummary.FieldChange field) {
    return new ValueText(words, changeSummary.names()).of(field.type(), field.value());
  }

  private String cut(String text) {
    return room.cut(text, LONGEST_VALUE);
  }
}
