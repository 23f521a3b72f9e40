package carillon.notification.message;

import carillon.notification.diff.DiffRows;
import carillon.notification.diff.Piece;
import carillon.notification.diff.VisibleChange;
import carillon.notification.event.ChangeSummary.FieldChange;
import carillon.notification.message.MailContent.Changed;
import carillon.notification.message.MailContent.Part;
import carillon.tracker.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes how a field changed: the differences of a text, what was added to a list and removed from
 * it, or the old and the new value.
 *
 * @param names real names by user name
 */
record FieldChangeWriter(
    Messages words, SizeBudget room, RenderCache rendered, Map<String, String> names) {
  private static final int LONGEST_VALUE = 4_000;
  private static final String ARROW = " → ";

  /**
   * @param by who changed it, empty text where the mail says it for all fields
   */
  Changed of(FieldChange field, String by) {
    String name = room.cut(field.label(), LONGEST_VALUE);
    String label = by.isEmpty() ? name : name + " (" + by + ")";
    if (field.before().isEmpty() || field.after().isEmpty()) {
      return replaced(label, field);
    }
    return switch (field.type()) {
      case TEXT -> compared(label, field);
      case MULTISELECT, USERS -> addedAndRemoved(label, field);
      default -> replaced(label, field);
    };
  }

  private Changed compared(String label, FieldChange field) {
    List<Piece> pieces =
        rendered.diff(field).shown(room.room(LONGEST_VALUE), new SpokenNotes(words));
    room.take(pieces.stream().mapToInt(piece -> piece.text().length()).sum());
    return new Changed(
        label, "", DiffRows.of(pieces), pieces.stream().map(FieldChangeWriter::part).toList());
  }

  private static Part part(Piece piece) {
    return new Part(
        switch (piece.kind()) {
          case KEPT -> Part.Kind.KEPT;
          case DELETED -> Part.Kind.DELETED;
          case INSERTED -> Part.Kind.INSERTED;
          case NOTE, DELETED_NOTE, INSERTED_NOTE -> Part.Kind.NOTE;
        },
        piece.text());
  }

  private Changed addedAndRemoved(String label, FieldChange field) {
    String added = without(field.type(), field.after(), Set.copyOf(field.before()));
    String removed = without(field.type(), field.before(), Set.copyOf(field.after()));
    List<Part> parts = new ArrayList<>();
    if (!added.isEmpty()) {
      parts.add(new Part(Part.Kind.KEPT, words.say("added") + " "));
      parts.add(new Part(Part.Kind.INSERTED, added));
    }
    if (!added.isEmpty() && !removed.isEmpty()) {
      parts.add(new Part(Part.Kind.KEPT, "; "));
    }
    if (!removed.isEmpty()) {
      parts.add(new Part(Part.Kind.KEPT, words.say("removed") + " "));
      parts.add(new Part(Part.Kind.DELETED, removed));
    }
    return told(label, parts);
  }

  private String without(FieldType type, List<String> entries, Set<String> others) {
    List<String> only = entries.stream().filter(entry -> !others.contains(entry)).toList();
    return room.cut(new ValueText(words, names).of(type, only), LONGEST_VALUE);
  }

  private Changed replaced(String label, FieldChange field) {
    String before = new ValueText(words, names).of(field.type(), field.before());
    String after = new ValueText(words, names).of(field.type(), field.after());
    boolean hidden = VisibleChange.looksTheSame(before, after);
    return told(
        label,
        List.of(
            value(Part.Kind.DELETED, hidden ? VisibleChange.marked(before) : before),
            new Part(Part.Kind.KEPT, ARROW),
            value(Part.Kind.INSERTED, hidden ? VisibleChange.marked(after) : after)));
  }

  private Part value(Part.Kind kind, String text) {
    return text.isEmpty()
        ? new Part(Part.Kind.KEPT, words.say("empty"))
        : new Part(kind, room.cut(text, LONGEST_VALUE));
  }

  private static Changed told(String label, List<Part> parts) {
    String line = parts.stream().map(Part::text).collect(Collectors.joining());
    return new Changed(label, line, List.of(), parts);
  }
}
