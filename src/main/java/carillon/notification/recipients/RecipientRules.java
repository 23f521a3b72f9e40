package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules as a whole. Pure and thread-safe. */
public final class RecipientRules {
  private RecipientRules() {}

  /** One decision for everyone whom any rule names. */
  public static Decisions decide(RecipientInput recipientInput) {
    Map<RecipientId, Decision> decisions = new LinkedHashMap<>();
    CandidateSet candidateSet = CandidateRules.of(recipientInput);
    candidateSet.all().forEach(claim -> put(decisions, judge(recipientInput, claim)));
    candidateSet.dropped().forEach(dropped -> put(decisions, mentionOr(recipientInput, dropped)));
    recipientInput.change().remarks().stream()
        .flatMap(commentMentions -> commentMentions.mentioned().stream())
        .sorted()
        .flatMap(userId -> recipientInput.people().withId(userId).stream())
        .filter(person -> !decisions.containsKey(person.id()))
        .forEach(person -> put(decisions, mention(recipientInput, person)));
    return new Decisions(decisions.values().stream().toList());
  }

  /**
   * Whether someone who was kept earlier still is, in the light of a newer snapshot: it needs to
   * know this candidate only. The rules that gathered them are not asked again.
   */
  public static Decision judge(RecipientInput recipientInput, Decision.Included claim) {
    if (claim.reason() == Reason.MENTION) {
      return mentionOr(recipientInput, claim, () -> leftOut(recipientInput, claim));
    }
    Optional<ExclusionReason> exclusionReason =
        silence(recipientInput).or(() -> new ExclusionRules(recipientInput).of(claim));
    return exclusionReason
        .map(rule -> mentionOr(recipientInput, new Decision.Excluded(claim.candidate(), rule)))
        .orElseGet(() -> mentionOr(recipientInput, claim, () -> claim));
  }

  /** To be mentioned is the reason that tells most, so it is the one that is told. */
  private static Decision mentionOr(
      RecipientInput recipientInput, Decision.Included claim, Supplier<Decision> otherwise) {
    return claim.candidate() instanceof Person person
            && recipientInput.change().mentions(person)
            && mention(recipientInput, person) instanceof Decision.Included
        ? new Decision.Included(person, Reason.MENTION, claim.permissionsChecked())
        : otherwise.get();
  }

  private static Decision leftOut(RecipientInput recipientInput, Decision.Included claim) {
    return claim.candidate() instanceof Person person ? mention(recipientInput, person) : claim;
  }

  private static Optional<ExclusionReason> silence(RecipientInput recipientInput) {
    if (!recipientInput.sendNotifications()) {
      return Optional.of(ExclusionReason.NOTIFICATIONS_OFF);
    }
    if (recipientInput.level() == NotificationLevel.DISABLED) {
      return Optional.of(ExclusionReason.TRACKER_DISABLED);
    }
    return recipientInput.change().tellsAnything()
        ? Optional.empty()
        : Optional.of(ExclusionReason.NOTHING_CHANGED);
  }

  /**
   * A mention brings back whom another rule removed, and keeps that rule's name when it does not.
   */
  private static Decision mentionOr(RecipientInput recipientInput, Decision.Excluded excluded) {
    if (excluded.candidate() instanceof Person person
        && recipientInput.change().mentions(person)
        && mention(recipientInput, person) instanceof Decision.Included included) {
      return included;
    }
    return excluded;
  }

  private static Decision mention(RecipientInput recipientInput, Person person) {
    return new ExclusionRules(recipientInput)
        .ofMention(person)
        .<Decision>map(rule -> new Decision.Excluded(person, rule))
        .orElseGet(() -> new Decision.Included(person, Reason.MENTION, true));
  }

  private static void put(Map<RecipientId, Decision> decisions, Decision decision) {
    decisions.put(decision.candidate().id(), decision);
  }
}
