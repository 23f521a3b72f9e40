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
  private final Map<RecipientId, Mode> modes = new HashMap<>();
  private final Set<RecipientId> leftArtifact = new HashSet<>();
  private final Set<RecipientId> leftAll = new HashSet<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final Map<Long, Audience> comments = new HashMap<>();
  private Set<Long> changedFields = Set.of(TITLE);
  private List<Candidate> authors = List.of(new PlainAddress("author@example.com"));
  private boolean creation;
  private boolean statusChanged;
  private boolean sendNotifications = true;
  private boolean publicProject = true;
  private NotificationLevel level = NotificationLevel.DEFAULT;
  private Audience tracker = Audience.EVERYONE;
  private Audience artifact = Audience.EVERYONE;

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
    modes.put(RecipientId.ofUser(id), mode);
    return this;
  }

  Situation mode(String address, Mode mode) {
    modes.put(RecipientId.ofAddress(address), mode);
    return this;
  }

  Situation leftArtifact(long id) {
    leftArtifact.add(RecipientId.ofUser(id));
    return this;
  }

  Situation leftArtifact(String address) {
    leftArtifact.add(RecipientId.ofAddress(address));
    return this;
  }

  Situation leftAll(String address) {
    leftAll.add(RecipientId.ofAddress(address));
    return this;
  }

  Situation mention(long... ids) {
    return remark(Audience.EVERYONE, ids);
  }

  /** One more comment, in which these are mentioned. */
  Situation remark(Audience audience, long... ids) {
    long changeset = remarks.size() + 1L;
    Set<Long> mentioned = new HashSet<>();
    for (long id : ids) {
      known(id);
      mentioned.add(id);
    }
    remarks.add(new Remark(changeset, mentioned));
    comments.put(changeset, audience);
    return this;
  }

  Situation by(long... ids) {
    List<Candidate> all = new ArrayList<>();
    for (long id : ids) {
      known(id);
      all.add(people.get(id));
    }
    authors = all;
    return this;
  }

  Situation by(String address) {
    authors = List.of(new PlainAddress(address));
    return this;
  }

  Situation statusChanged() {
    statusChanged = true;
    return this;
  }

  Situation commented() {
    return remark(Audience.EVERYONE);
  }

  Situation commentFor(Long... groups) {
    return remark(Audience.of(groups));
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

  Situation trackerFor(Long... groups) {
    tracker = Audience.of(groups);
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
        new Change(authors, creation, statusChanged, changedFields, remarks),
        sendNotifications,
        level,
        new Involvement(byField, commentators),
        rules,
        new Subscriptions(modes, leftArtifact, leftAll),
        new Access(
            publicProject,
            tracker,
            artifact,
            Map.of(TITLE, Audience.EVERYONE, SECRET, Audience.of(INSIDERS)),
            comments),
        new People(people.values()));
  }

  Decisions decided() {
    return RecipientRules.decide(snapshot());
  }
}
