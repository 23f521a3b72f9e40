package carillon.notification.delivery;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.message.MailStyle;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.CommentMentions;
import carillon.notification.recipients.Decision;
import carillon.notification.recipients.Decisions;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.Reason;
import carillon.notification.recipients.RecipientId;
import carillon.notification.recipients.RecipientInput;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.snapshot.NotificationInputLoader.NotificationInput;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One story of a task, and what holds now for some of its recipients. It forgets everybody else, so
 * that many of them fit into memory.
 *
 * @param remarks whom its comments mention
 * @param decisions those recipients who are no candidates are not in it
 * @param styles how they read, by user id
 */
record ChangeAudience(
    ChangeSummary story,
    Access access,
    List<CommentMentions> remarks,
    Map<RecipientId, Decision> decisions,
    Map<Long, MailStyle> styles) {

  /** Who was decided on for this story is judged again. */
  static ChangeAudience judged(NotificationInput notificationInput, Collection<Delivery> batch) {
    Map<RecipientId, Decision> decisions = new HashMap<>();
    for (Delivery delivery : batch) {
      candidate(notificationInput.snapshot(), delivery)
          .map(who -> new Decision.Included(who, delivery.reason(), delivery.permissionsChecked()))
          .map(claim -> RecipientRules.judge(notificationInput.snapshot(), claim))
          .ifPresent(decision -> decisions.put(delivery.recipient(), decision));
    }
    return of(notificationInput, decisions);
  }

  /** The decisions just made, about the recipients of this batch only. */
  static ChangeAudience decided(
      NotificationInput notificationInput, Decisions decided, Collection<Delivery> batch) {
    Set<RecipientId> recipients =
        batch.stream().map(Delivery::recipient).collect(Collectors.toSet());
    Map<RecipientId, Decision> decisions =
        decided.all().stream()
            .filter(decision -> recipients.contains(decision.candidate().id()))
            .collect(Collectors.toMap(d -> d.candidate().id(), Function.identity()));
    return of(notificationInput, decisions);
  }

  private static ChangeAudience of(
      NotificationInput notificationInput, Map<RecipientId, Decision> decisions) {
    Map<Long, MailStyle> styles = new HashMap<>(notificationInput.styles());
    styles
        .keySet()
        .retainAll(decisions.keySet().stream().map(id -> id.userId().orElse(0)).toList());
    return new ChangeAudience(
        notificationInput.story(),
        notificationInput.snapshot().access(),
        notificationInput.snapshot().change().remarks(),
        decisions,
        styles);
  }

  private static Optional<Candidate> candidate(RecipientInput recipientInput, Delivery delivery) {
    return delivery.userId() == null
        ? Optional.of(new PlainAddress(delivery.address()))
        : recipientInput.people().withId(delivery.userId()).map(Candidate.class::cast);
  }

  /** Empty when this recipient is not told of it. */
  Optional<PersonalChange> part(RecipientId recipient) {
    return Optional.ofNullable(decisions.get(recipient))
        .filter(Decision.Included.class::isInstance)
        .map(decision -> new PersonalChange(story, reader((Decision.Included) decision)));
  }

  Optional<Decision.Excluded> removed(RecipientId recipient) {
    return Optional.ofNullable(decisions.get(recipient))
        .filter(Decision.Excluded.class::isInstance)
        .map(Decision.Excluded.class::cast);
  }

  private MailReader reader(Decision.Included included) {
    MailStyle style =
        styles.getOrDefault(included.candidate().id().userId().orElse(0), MailStyle.DEFAULT);
    return new MailReader(
        included.candidate(),
        included.reason(),
        included.permissionsChecked(),
        access,
        style,
        mentionedBy(included));
  }

  private String mentionedBy(Decision.Included included) {
    Candidate candidate = included.candidate();
    return remarks.stream()
        .filter(remark -> remark.mentions(candidate) && access.readsComment(candidate, remark.id()))
        .flatMap(remark -> story.comments().stream().filter(c -> c.changesetId() == remark.id()))
        .map(comment -> comment.author().name())
        .filter(name -> included.reason() == Reason.MENTION)
        .findFirst()
        .orElse("");
  }
}
