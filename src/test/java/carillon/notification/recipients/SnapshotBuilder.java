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
final class SnapshotBuilder {
  static final long TITLE = 1;
  static final long SECRET = 2;
  static final long INSIDERS = 7;

  private final Map<Long, Person> people = new HashMap<>();
  private final List<Long> byField = new ArrayList<>();
  private final List<Candidate> commentators = new ArrayList<>();
  private final List<GlobalRule> rules = new ArrayList<>();
  private final Map<RecipientId, SubscriptionMode> subscriptionModes = new HashMap<>();
  private final Set<RecipientId> leftArtifact = new HashSet<>();
  private final Set<RecipientId> leftAll = new HashSet<>();
  private final List<CommentMentions> commentMentionses = new ArrayList<>();
  private final Map<Long, ReadGroups> comments = new HashMap<>();
  private Set<Long> changedFields = Set.of(TITLE);
  private List<Candidate> authors = List.of(new PlainAddress("author@example.com"));
  private boolean creation;
  private boolean statusChanged;
  private boolean sendNotifications = true;
  private boolean publicProject = true;
  private NotificationLevel level = NotificationLevel.DEFAULT;
  private ReadGroups tracker = ReadGroups.EVERYONE;
  private ReadGroups artifact = ReadGroups.EVERYONE;

  static SnapshotBuilder update() {
    return new SnapshotBuilder();
  }

  static SnapshotBuilder creation() {
    SnapshotBuilder snapshotBuilder = new SnapshotBuilder();
    snapshotBuilder.creation = true;
    return snapshotBuilder;
  }

  SnapshotBuilder person(long id) {
    return person(id, UserStatus.ACTIVE, Person.Preferences.DEFAULT);
  }

  SnapshotBuilder person(
      long id, UserStatus status, Person.Preferences preferences, Long... groups) {
    people.put(
        id, new Person(id, "u" + id + "@example.com", status, preferences, false, Set.of(groups)));
    return this;
  }

  SnapshotBuilder with(Person person) {
    people.put(person.userId(), person);
    return this;
  }

  SnapshotBuilder involved(long id) {
    known(id);
    byField.add(id);
    return this;
  }

  SnapshotBuilder commentator(long id) {
    known(id);
    commentators.add(people.get(id));
    return this;
  }

  SnapshotBuilder commentator(String address) {
    commentators.add(new PlainAddress(address));
    return this;
  }

  SnapshotBuilder rule(boolean allUpdates, boolean checkPermissions, long... ids) {
    List<Long> users = new ArrayList<>();
    for (long id : ids) {
      known(id);
      users.add(id);
    }
    rules.add(new GlobalRule(List.of(), users, allUpdates, checkPermissions));
    return this;
  }

  SnapshotBuilder addressRule(boolean checkPermissions, String... addresses) {
    rules.add(new GlobalRule(List.of(addresses), List.of(), true, checkPermissions));
    return this;
  }

  SnapshotBuilder mode(long id, SubscriptionMode subscriptionMode) {
    known(id);
    subscriptionModes.put(RecipientId.ofUser(id), subscriptionMode);
    return this;
  }

  SnapshotBuilder mode(String address, SubscriptionMode subscriptionMode) {
    subscriptionModes.put(RecipientId.ofAddress(address), subscriptionMode);
    return this;
  }

  SnapshotBuilder leftArtifact(long id) {
    leftArtifact.add(RecipientId.ofUser(id));
    return this;
  }

  SnapshotBuilder leftArtifact(String address) {
    leftArtifact.add(RecipientId.ofAddress(address));
    return this;
  }

  SnapshotBuilder leftAll(String address) {
    leftAll.add(RecipientId.ofAddress(address));
    return this;
  }

  SnapshotBuilder mention(long... ids) {
    return remark(ReadGroups.EVERYONE, ids);
  }

  /** One more comment, in which these are mentioned. */
  SnapshotBuilder remark(ReadGroups readGroups, long... ids) {
    long changeset = commentMentionses.size() + 1L;
    Set<Long> mentioned = new HashSet<>();
    for (long id : ids) {
      known(id);
      mentioned.add(id);
    }
    commentMentionses.add(new CommentMentions(changeset, mentioned));
    comments.put(changeset, readGroups);
    return this;
  }

  SnapshotBuilder by(long... ids) {
    List<Candidate> all = new ArrayList<>();
    for (long id : ids) {
      known(id);
      all.add(people.get(id));
    }
    authors = all;
    return this;
  }

  SnapshotBuilder by(String address) {
    authors = List.of(new PlainAddress(address));
    return this;
  }

  SnapshotBuilder statusChanged() {
    statusChanged = true;
    return this;
  }

  SnapshotBuilder commented() {
    return remark(ReadGroups.EVERYONE);
  }

  SnapshotBuilder commentFor(Long... groups) {
    return remark(ReadGroups.of(groups));
  }

  SnapshotBuilder changed(Long... fields) {
    changedFields = Set.of(fields);
    return this;
  }

  SnapshotBuilder level(NotificationLevel newLevel) {
    level = newLevel;
    return this;
  }

  SnapshotBuilder silent() {
    sendNotifications = false;
    return this;
  }

  SnapshotBuilder privateProject() {
    publicProject = false;
    return this;
  }

  SnapshotBuilder trackerFor(Long... groups) {
    tracker = ReadGroups.of(groups);
    return this;
  }

  SnapshotBuilder artifactFor(Long... groups) {
    artifact = ReadGroups.of(groups);
    return this;
  }

  private void known(long id) {
    if (!people.containsKey(id)) {
      person(id);
    }
  }

  RecipientInput snapshot() {
    return new RecipientInput(
        new ChangeFacts(authors, creation, statusChanged, changedFields, commentMentionses),
        sendNotifications,
        level,
        new Involvement(byField, commentators),
        rules,
        new Subscriptions(subscriptionModes, leftArtifact, leftAll),
        new Access(
            publicProject,
            tracker,
            artifact,
            Map.of(TITLE, ReadGroups.EVERYONE, SECRET, ReadGroups.of(INSIDERS)),
            comments),
        new Accounts(people.values()));
  }

  Decisions decided() {
    return RecipientRules.decide(snapshot());
  }
}
