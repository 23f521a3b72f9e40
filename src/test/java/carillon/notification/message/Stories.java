package carillon.notification.message;

import carillon.notification.recipients.Access;
import carillon.notification.recipients.Audience;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Person;
import carillon.notification.recipients.Reason;
import carillon.tracker.FieldType;
import carillon.tracker.NotificationLevel;
import carillon.tracker.UserStatus;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A story that a test tells: an update of an artifact with a title, by one author. */
final class Stories {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final long TITLE = 1;
  static final long STATUS = 2;
  static final long SECRET = 5;
  static final MailStyle ENGLISH_TEXT =
      new MailStyle(Locale.ENGLISH, ZoneId.of("America/New_York"), false);
  static final MailStyle ENGLISH_HTML = new MailStyle(Locale.ENGLISH, ZoneId.of("UTC"), true);
  static final MailStyle FRENCH_HTML =
      new MailStyle(Locale.FRENCH, ZoneId.of("Europe/Paris"), true);
  static final Links LINKS = new Links(URI.create("https://track.example.org"), link -> "TOKEN");

  private final List<Story.FieldStory> fields = new ArrayList<>();
  private final List<Story.Actor> authors = new ArrayList<>();
  private final List<Story.Comment> comments = new ArrayList<>();
  private String projectName = "Sample project";
  private String trackerName = "Bugs";

  static Stories about(String title) {
    return new Stories().field(TITLE, "Title", FieldType.STRING, title);
  }

  Stories by(String name) {
    authors.add(new Story.Actor(13L + authors.size(), null, name));
    return this;
  }

  Stories in(String project, String tracker) {
    projectName = project;
    trackerName = tracker;
    return this;
  }

  Stories saying(String comment) {
    return saying(comment, false);
  }

  Stories saying(String comment, boolean markdown) {
    long changeset = 56L + comments.size();
    comments.add(new Story.Comment(changeset, author(), comment, markdown));
    return this;
  }

  Stories field(long id, String label, FieldType type, String... value) {
    List<String> words = List.of(value);
    fields.add(new Story.FieldStory(id, label, type, false, false, words, words, words));
    return this;
  }

  Stories changed(long id, String label, FieldType type, List<String> before, List<String> after) {
    fields.add(new Story.FieldStory(id, label, type, false, true, before, after, after));
    return this;
  }

  private Story.Actor author() {
    if (authors.isEmpty()) {
      by("Bob Builder");
    }
    return authors.get(authors.size() - 1);
  }

  Story told() {
    Story.Actor last = author();
    return new Story(
        new Place(
            34,
            101,
            "sample",
            projectName,
            true,
            7,
            "bug",
            trackerName,
            NotificationLevel.DEFAULT,
            TITLE,
            STATUS),
        56,
        2,
        false,
        false,
        authors,
        last,
        NOW,
        comments,
        fields);
  }

  /** Alice, who may read all but {@link #SECRET}. */
  static Reader reader(Story story, MailStyle style) {
    return reader(
        story,
        style,
        new Person(
            12,
            "alice@example.com",
            UserStatus.ACTIVE,
            Person.Preferences.DEFAULT,
            false,
            Set.of()));
  }

  static Reader reader(Story story, MailStyle style, Candidate candidate) {
    Map<Long, Audience> readable = new HashMap<>();
    story.fields().forEach(field -> readable.put(field.id(), Audience.EVERYONE));
    readable.put(SECRET, Audience.of(99L));
    Map<Long, Audience> comments = new HashMap<>();
    story.comments().forEach(c -> comments.put(c.changesetId(), Audience.EVERYONE));
    return new Reader(candidate, Reason.RULE, true, access(readable, comments), style);
  }

  static Access access(Map<Long, Audience> fields, Map<Long, Audience> comments) {
    return new Access(true, Audience.EVERYONE, Audience.EVERYONE, fields, comments);
  }
}
