package carillon.notification;

import carillon.notification.message.Place;
import carillon.notification.message.Story;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Change;
import carillon.notification.recipients.GlobalRule;
import carillon.notification.recipients.Involvement;
import carillon.notification.recipients.People;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.Remark;
import carillon.notification.recipients.Snapshot;
import carillon.notification.subscription.SubscriptionTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads everything that recipients and their mails depend on, in a fixed number of statements,
 * however many people there are.
 */
@ApplicationScoped
class SceneLoader {
  @Inject InvolvementTable involvements;
  @Inject SubscriptionTable subscriptions;
  @Inject AudienceTable audiences;
  @Inject AccountTable accounts;

  /** The scene with everyone who may be a recipient. */
  public Scene whole(Story story, boolean sendNotifications) {
    Place place = story.place();
    List<InvolvementTable.Submitter> submitters = involvements.submitters(story);
    List<GlobalRule> rules = involvements.rules(place.trackerId());
    List<String> addresses =
        Stream.concat(
                submitters.stream().map(InvolvementTable.Submitter::address),
                rules.stream().flatMap(rule -> rule.addresses().stream()))
            .filter(Objects::nonNull)
            .toList();
    return scene(
        story,
        sendNotifications,
        new Named(
            submitters,
            involvements.members(place.projectId(), NotifyingFields.groups(story.fields())),
            rules,
            subscriptions.read(
                place.trackerId(),
                place.artifactId(),
                new SubscriptionTable.Asked(true, List.of(), addresses)),
            List.of(),
            List.of()));
  }

  /**
   * The scene as it is now for some recipients: enough to judge them again and to write to them.
   */
  public Scene of(
      Story story,
      boolean sendNotifications,
      Collection<Long> users,
      Collection<String> addresses) {
    return scene(
        story,
        sendNotifications,
        new Named(
            List.of(),
            List.of(),
            List.of(),
            subscriptions.read(
                story.place().trackerId(),
                story.place().artifactId(),
                new SubscriptionTable.Asked(false, users, addresses)),
            users,
            addresses));
  }

  private Scene scene(Story story, boolean sendNotifications, Named named) {
    List<Account> read = accounts.read(story.place().projectId(), named.accounts(story));
    People people = new People(read.stream().map(Account::person).toList());
    Snapshot snapshot =
        new Snapshot(
            change(story, people, read),
            sendNotifications,
            story.place().level(),
            involvement(story, named, people, read),
            named.rules(),
            named.subscriptions(),
            audiences.access(story),
            people);
    return new Scene(
        story,
        snapshot,
        read.stream()
            .collect(Collectors.toMap(account -> account.person().userId(), Account::style)));
  }

  private static Change change(Story story, People people, List<Account> read) {
    return new Change(
        story.authors().stream().map(a -> candidate(people, a.userId(), a.address())).toList(),
        story.creation(),
        story.statusChanged(),
        story.changedFields(),
        story.comments().stream()
            .map(comment -> new Remark(comment.changesetId(), ids(read, comment.mentions())))
            .toList());
  }

  private static Involvement involvement(
      Story story, Named named, People people, List<Account> read) {
    List<Long> byField = new ArrayList<>(ids(read, NotifyingFields.users(story.fields())));
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

  private static Set<Long> ids(List<Account> read, Set<String> names) {
    return read.stream()
        .filter(account -> names.contains(account.username()))
        .map(account -> account.person().userId())
        .collect(Collectors.toSet());
  }
}
