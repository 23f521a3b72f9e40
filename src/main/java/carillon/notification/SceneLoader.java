package carillon.notification;

import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Change;
import carillon.notification.recipients.GlobalRule;
import carillon.notification.recipients.Involvement;
import carillon.notification.recipients.People;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.Snapshot;
import carillon.notification.recipients.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads everything that recipients and their mails depend on, in a fixed number of statements,
 * however many people there are.
 */
@ApplicationScoped
class SceneLoader {
  @Inject InvolvementTable involvements;
  @Inject AudienceTable audiences;
  @Inject AccountTable accounts;

  private record Named(
      List<InvolvementTable.Submitter> submitters, List<Long> members, List<GlobalRule> rules) {
    static final Named NOBODY = new Named(List.of(), List.of(), List.of());
  }

  /** The scene with everyone who may be a recipient. */
  public Scene whole(Story story, boolean sendNotifications) {
    Named named =
        new Named(
            involvements.submitters(story),
            involvements.members(story.place().projectId(), NotifyingFields.groups(story.fields())),
            involvements.rules(story.place().trackerId()));
    return scene(story, sendNotifications, named, List.of(), List.of());
  }

  /**
   * The scene as it is now for some recipients: enough to judge them again and to write to them.
   */
  public Scene of(
      Story story,
      boolean sendNotifications,
      Collection<Long> users,
      Collection<String> addresses) {
    return scene(story, sendNotifications, Named.NOBODY, users, addresses);
  }

  private Scene scene(
      Story story,
      boolean sendNotifications,
      Named named,
      Collection<Long> users,
      Collection<String> addresses) {
    List<Account> read =
        accounts.read(
            story.place().projectId(),
            new AccountTable.Wanted(
                ids(story, named, users),
                union(NotifyingFields.users(story.fields()), story.mentions()),
                addresses(story, named, addresses)));
    return new Scene(
        story,
        snapshot(story, sendNotifications, named, read),
        read.stream()
            .collect(Collectors.toMap(account -> account.person().userId(), Account::style)));
  }

  private Snapshot snapshot(
      Story story, boolean sendNotifications, Named named, List<Account> read) {
    People people = new People(read.stream().map(Account::person).toList());
    Access access = audiences.access(story);
    return new Snapshot(
        change(story, people, named(read, story.mentions())),
        sendNotifications,
        story.place().level(),
        involvement(story, named, people, read),
        named.rules(),
        Subscriptions.NONE,
        access,
        people);
  }

  private static Change change(Story story, People people, Set<Long> mentioned) {
    return new Change(
        candidate(people, story.author().userId(), story.author().address()),
        story.creation(),
        story.statusChanged(),
        story.changedFields(),
        story.comment().isPresent(),
        mentioned);
  }

  private static Involvement involvement(
      Story story, Named named, People people, List<Account> read) {
    List<Long> byField = new ArrayList<>(named(read, NotifyingFields.users(story.fields())));
    byField.addAll(named.members());
    if (NotifyingFields.submitter(story.fields()) && story.submitter().userId() != null) {
      byField.add(story.submitter().userId());
    }
    List<Candidate> commentators =
        named.submitters().stream().map(s -> candidate(people, s.userId(), s.address())).toList();
    return new Involvement(byField, commentators);
  }

  private static Candidate candidate(People people, Long userId, String address) {
    return userId == null ? new PlainAddress(address) : people.withId(userId).orElseThrow();
  }

  private static Set<Long> named(List<Account> read, Set<String> names) {
    return read.stream()
        .filter(account -> names.contains(account.username()))
        .map(account -> account.person().userId())
        .collect(Collectors.toSet());
  }

  private static Set<Long> ids(Story story, Named named, Collection<Long> users) {
    Stream<Long> submitters = named.submitters().stream().map(s -> s.userId());
    Stream<Long> ruled = named.rules().stream().flatMap(rule -> rule.users().stream());
    return Stream.of(
            Stream.of(story.author().userId(), story.submitter().userId()),
            users.stream(),
            named.members().stream(),
            submitters,
            ruled)
        .flatMap(Function.identity())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Set<String> addresses(Story story, Named named, Collection<String> addresses) {
    Stream<String> ruled = named.rules().stream().flatMap(rule -> rule.addresses().stream());
    Stream<String> submitters = named.submitters().stream().map(s -> s.address());
    return Stream.of(Stream.of(story.author().address()), addresses.stream(), ruled, submitters)
        .flatMap(Function.identity())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
