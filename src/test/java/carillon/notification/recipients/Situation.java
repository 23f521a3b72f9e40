package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import carillon.tracker.UserStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds snapshots in the words of the rules: a public project, one readable field changed. */
final class Situation {
  static final long TITLE = 1;
  static final long SECRET = 2;
  static final long INSIDERS = 7;

  private final Map<Long, Person> people = new HashMap<>();
  private final List<Long> byField = new ArrayList<>();
  private final List<Candidate> commentators = new ArrayList<>();
  private final List<GlobalRule> rules = new ArrayList<>();
  private final Map<Long, Mode> modes = new HashMap<>();
  private final Set<Long> leftArtifact = new HashSet<>();
  private final Set<Long> mentioned = new HashSet<>();
  private Set<Long> changedFields = Set.of(TITLE);
  private Candidate author = new PlainAddress("author@example.com");
  private boolean creation;
  private boolean statusChanged;
  private boolean commented;
  private boolean sendNotifications = true;
  private boolean publicProject = true;
  private NotificationLevel level = NotificationLevel.DEFAULT;
  private Audience artifact = Audience.EVERYONE;
  private Audience comment = Audience.EVERYONE;

  static Situation update() {
    return new Situation();
  }

  static Situation creation() {
    Situation situation = new Situation();
    situation.creation = true;
    return situation;
  }

  Situation person(long id) {
    return person(id, UserStatus.ACTIVE, Person.Preferences.DEFAULT);
  }

  Situation person(long id, UserStatus status, Person.Preferences preferences, Long... groups) {
    people.put(
        id, new Person(id, "u" + id + "@example.com", status, preferences, false, Set.of(groups)));
    return this;
  }

  Situation with(Person person) {
    people.put(person.userId(), person);
    return this;
  }

  Situation involved(long id) {
    known(id);
    byField.add(id);
    return this;
  }

  Situation commentator(long id) {
    known(id);
    commentators.add(people.get(id));
    return this;
  }

  Situation commentator(String address) {
    commentators.add(new PlainAddress(address));
    return this;
  }

  Situation rule(boolean allUpdates, boolean checkPermissions, long... ids) {
    List<Long> users = new ArrayList<>();
    for (long id : ids) {
      known(id);
      users.add(id);
    }
    rules.add(new GlobalRule(List.of(), users, allUpdates, checkPermissions));
    return this;
  }

  Situation addressRule(boolean checkPermissions, String... addresses) {
    rules.add(new GlobalRule(List.of(addresses), List.of(), true, checkPermissions));
    return this;
  }

  Situation mode(long id, Mode mode) {
    known(id);
    modes.put(id, mode);
    return this;
  }

  Situation leftArtifact(long id) {
    leftArtifact.add(id);
    return this;
  }

  Situation mention(long id) {
    known(id);
    mentioned.add(id);
    commented = true;
    return this;
  }

  Situation by(long id) {
    known(id);
    author = people.get(id);
    return this;
  }

  Situation by(String address) {
    author = new PlainAddress(address);
    return this;
  }

  Situation statusChanged() {
    statusChanged = true;
    return this;
  }

  Situation commented() {
    commented = true;
    return this;
  }

  Situation commentFor(Long... groups) {
    commented = true;
    comment = Audience.of(groups);
    return this;
  }

  Situation changed(Long... fields) {
    changedFields = Set.of(fields);
    return this;
  }

  Situation level(NotificationLevel newLevel) {
    level = newLevel;
    return this;
  }

  Situation silent() {
    sendNotifications = false;
    return this;
  }

  Situation privateProject() {
    publicProject = false;
    return this;
  }

  Situation artifactFor(Long... groups) {
    artifact = Audience.of(groups);
    return this;
  }

  private void known(long id) {
    if (!people.containsKey(id)) {
      person(id);
    }
  }

  Snapshot snapshot() {
    return new Snapshot(
        new Change(author, creation, statusChanged, changedFields, commented, mentioned),
        sendNotifications,
        level,
        new Involvement(byField, commentators),
        rules,
        new Subscriptions(modes, leftArtifact),
        new Access(
            publicProject,
            Audience.EVERYONE,
            artifact,
            Map.of(TITLE, Audience.EVERYONE, SECRET, Audience.of(INSIDERS)),
            comment),
        new People(people.values()));
  }

  Decisions decided() {
    return RecipientRules.decide(snapshot());
  }
}
