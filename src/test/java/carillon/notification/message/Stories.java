package carillon.notification.message;

import carillon.notification.event.ArtifactContext;
import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Person;
import carillon.notification.recipients.ReadGroups;
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

  private final List<ChangeSummary.FieldChange> fields = new ArrayList<>();
  private final List<ChangeSummary.Actor> authors = new ArrayList<>();
  private final List<ChangeSummary.Comment> comments = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private String projectName = "Sample project";
  private String trackerName = "Bugs";

  Stories named(String user, String realName) {
    names.put(user, realName);
    return this;
  }

  static Stories about(String title) {
    return new Stories().field(TITLE, "Title", FieldType.STRING, title);
  }

  Stories by(String name) {
    authors.add(new ChangeSummary.Actor(13L + authors.size(), null, name));
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
    comments.add(new ChangeSummary.Comment(changeset, author(), comment, markdown));
    return this;
  }

  /** By the last author, in a changeset of that number. */
  Stories commentedBy(long changeset, String comment) {
    comments.add(new ChangeSummary.Comment(changeset, author(), comment, false));
    return this;
  }

  Stories field(long id, String label, FieldType type, String... value) {
    List<String> words = List.of(value);
    fields.add(
        new ChangeSummary.FieldChange(
            id, label, type, false, false, words, words, words, List.of()));
    return this;
  }

  Stories changed(long id, String label, FieldType type, List<String> before, List<String> after) {
    fields.add(
        new ChangeSummary.FieldChange(
            id, label, type, false, true, before, after, after, List.of(56L)));
    return this;
  }

  private ChangeSummary.Actor author() {
    if (authors.isEmpty()) {
      by("Bob Builder");
    }
    return authors.get(authors.size() - 1);
  }

  /** Each author's, with the comment that has its number. */
  private List<ChangeSummary.Step> steps() {
    List<ChangeSummary.Step> steps = new ArrayList<>();
    for (ChangeSummary.Actor each : authors) {
      steps.add(new ChangeSummary.Step(56L + steps.size(), each, NOW));
    }
    return steps;
  }

  ChangeSummary told() {
    ChangeSummary.Actor last = author();
    return new ChangeSummary(
        new ArtifactContext(
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
        steps(),
        last,
        comments,
        fields,
        names);
  }

  /** Alice, who may read all but {@link #SECRET}. */
  static MailReader reader(ChangeSummary changeSummary, MailStyle style) {
    return reader(
        changeSummary,
        style,
        new Person(
            12,
            "alice@example.com",
            UserStatus.ACTIVE,
            Person.Preferences.DEFAULT,
            false,
            Set.of()));
  }

  static MailReader reader(ChangeSummary changeSummary, MailStyle style, Candidate candidate) {
    Map<Long, ReadGroups> readable = new HashMap<>();
    changeSummary.fields().forEach(field -> readable.put(field.id(), ReadGroups.EVERYONE));
    readable.put(SECRET, ReadGroups.of(99L));
    Map<Long, ReadGroups> comments = new HashMap<>();
    changeSummary.comments().forEach(c -> comments.put(c.changesetId(), ReadGroups.EVERYONE));
    return new MailReader(candidate, Reason.RULE, true, access(readable, comments), style);
  }

  static Access access(Map<Long, ReadGroups> fields, Map<Long, ReadGroups> comments) {
    return new Access(true, ReadGroups.EVERYONE, ReadGroups.EVERYONE, fields, comments);
  }
}
