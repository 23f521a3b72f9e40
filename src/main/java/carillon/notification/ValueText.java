package carillon.notification;

import carillon.tracker.FieldType;
import java.time.LocalDate;
import java.util.List;

/** A field's value as people read it. Long texts are cut, so that no mail grows without bound. */
record ValueText(Words words) {
  private static final int LONGEST = 4_000;

  String of(String type, String content) {
    List<String> parts = Content.words(content);
    if (parts.isEmpty()) {
      return words.say("empty");
    }
    return FieldType.DATE.name().equals(type) ? date(parts.get(0)) : cut(String.join(", ", parts));
  }

  String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + words.say("cut");
  }

  private String date(String isoDate) {
    return words.format("date").format(LocalDate.parse(isoDate));
  }
}
