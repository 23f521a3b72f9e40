package carillon.notification.snapshot;

import carillon.notification.event.ArtifactContext;
import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailStyle;
import carillon.notification.recipients.Accounts;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.ChangeFacts;
import carillon.notification.recipients.CommentMentions;
import carillon.notification.recipients.GlobalRule;
import carillon.notification.recipients.Involvement;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.RecipientInput;
import carillon.notification.snapshot.AccountTable.Account;
import carillon.notification.subscription.SubscriptionTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads everything that recipients and their mails depend on, in a fixed number of statements,
 * however many people there are.
 */
@ApplicationScoped
public class NotificationInputLoader {
  /**
   * All that one run knows: what happened, what recipients depend on, and how the people in it read
   * their mail.
   *
   * @param styles by user id
   */
  public record NotificationInput(
      ChangeSummary story, RecipientInput snapshot, Map<Long, MailStyle> styles) {}

  private final InvolvementTable involvements;
  private final SubscriptionTable subscriptions;
  private final ReadPermissionTable audiences;
  private final AccountTable accounts;

  @Inject
  public NotificationInputLoader(
      InvolvementTable involvements,
      SubscriptionTable subscriptions,
      ReadPermissionTable audiences,
      AccountTable accounts) {
    this.involvements = involvements;
    this.subscriptions = subscriptions;
    this.audiences = audiences;
    this.accounts = accounts;
  }

  /** For the container's proxy. */
  NotificationInputLoader() {
    this(null, null, null, null);
  }

  /** The scene with everyone who may be a recipient. */
  public NotificationInput whole(ChangeSummary changeSummary, boolean sendNotifications) {
    ArtifactContext artifactContext = changeSummary.place();
    List<InvolvementTable.Submitter> submitters = involvements.submitters(changeSummary);
    List<GlobalRule> rules = involvements.rules(artifactContext.trackerId());
    List<String> addresses =
        Stream.concat(
                submitters.stream().map(InvolvementTable.Submitter::address),
                rules.stream().flatMap(rule -> rule.addresses().stream()))
            .filter(Objects::nonNull)
            .toList();
    return scene(
        changeSummary,
        sendNotifications,
        new CandidateSources(
            submitters,
            involvements.members(
                artifactContext.projectId(), NotifyingFields.groups(changeSummary.fields())),
            rules,
            subscriptions.read(
                artifactContext.trackerId(),
                artifactContext.artifactId(),
                new SubscriptionTable.Asked(true, List.of(), addresses)),
            List.of(),
            List.of()));
  }

  /**
   * The scene as it is now for some recipients: enough to judge them again and to write to them.
   */
  public NotificationInput of(
      ChangeSummary changeSummary,
      boolean sendNotifications,
      Collection<Long> users,
      Collection<String> addresses) {
    return scene(
        changeSummary,
        sendNotifications,
        new CandidateSources(
            List.of(),
            List.of(),
            List.of(),
            subscriptions.read(
                changeSummary.place().trackerId(),
                changeSummary.place().artifactId(),
                new SubscriptionTable.Asked(false, users, addresses)),
            users,
            addresses));
  }

  private NotificationInput scene(
      ChangeSummary changeSummary, boolean sendNotifications, CandidateSources candidateSources) {
    List<Account> read =
        accounts.read(changeSummary.place().projectId(), candidateSources.accounts(changeSummary));
    Accounts people = new Accounts(read.stream().map(Account::person).toList());
    RecipientInput recipientInput =
        new RecipientInput(
            change(changeSummary, people, read),
            sendNotifications,
            changeSummary.place().level(),
            involvement(changeSummary, candidateSources, people, read),
            candidateSources.rules(),
            candidateSources.subscriptions(),
            audiences.access(changeSummary),
            people);
    return new NotificationInput(
        changeSummary,
        recipientInput,
        read.stream()
            .collect(Collectors.toMap(account -> account.person().userId(), Account::style)));
  }

  private static ChangeFacts change(
      ChangeSummary changeSummary, Accounts people, List<Account> read) {
    return new ChangeFacts(
        changeSummary.authors().stream()
            .map(a -> candidate(people, a.userId(), a.address()))
            .toList(),
        changeSummary.creation(),
        changeSummary.statusChanged(),
        changeSummary.changedFields(),
        changeSummary.comments().stream()
            .map(
                comment ->
                    new CommentMentions(comment.changesetId(), mentioned(read, comment.mentions())))
            .toList());
  }

  private static Involvement involvement(
      ChangeSummary changeSummary,
      CandidateSources candidateSources,
      Accounts people,
      List<Account> read) {
    List<Long> byField = new ArrayList<>(ids(read, NotifyingFields.users(changeSummary.fields())));
    byField.addAll(candidateSources.members());
    if (NotifyingFields.submitter(changeSummary.fields())
        && changeSummary.submitter().userId() != null) {
      byField.add(changeSummary.submitter().userId());
    }
    List<Candidate> commentators =
        candidateSources.submitters().stream()
            .map(s -> candidate(people, s.userId(), s.address()))
            .toList();
    return new Involvement(byField, commentators);
  }

  private static Candidate candidate(Accounts people, Long userId, String address) {
    return userId == null ? new PlainAddress(address) : people.withId(userId).orElseThrow();
  }

  private static Set<Long> mentioned(List<Account> read, Set<String> names) {
    return read.stream()
        .filter(account -> names.contains(account.username().toLowerCase(Locale.ROOT)))
        .map(account -> account.person().userId())
        .collect(Collectors.toSet());
  }

  private static Set<Long> ids(List<Account> read, Set<String> names) {
    return read.stream()
        .filter(account -> names.contains(account.username()))
        .map(account -> account.person().userId())
        .collect(Collectors.toSet());
  }
}
