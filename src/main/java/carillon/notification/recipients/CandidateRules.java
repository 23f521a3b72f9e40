package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import java.util.Comparator;

/** Steps 1 to 4: everyone whom the tracker, the artifact or their own choice makes a candidate. */
final class CandidateRules {
  private final RecipientInput recipientInput;
  private final CandidateSet candidateSet = new CandidateSet();

  private CandidateRules(RecipientInput recipientInput) {
    this.recipientInput = recipientInput;
  }

  static CandidateSet of(RecipientInput recipientInput) {
    CandidateRules candidateRules = new CandidateRules(recipientInput);
    candidateRules.fields();
    candidateRules.commentators();
    candidateRules.subscribers();
    recipientInput.rules().stream()
        .filter(rule -> rule.appliesTo(recipientInput.change()))
        .forEach(candidateRules::rule);
    return candidateRules.candidateSet;
  }

  private void fields() {
    for (long userId : recipientInput.involvement().byField()) {
      recipientInput.people().withId(userId).ifPresent(person -> involved(person, Reason.INVOLVED));
    }
  }

  private void commentators() {
    for (Candidate commentator : recipientInput.involvement().commentators()) {
      Candidate candidate = recipientInput.people().known(commentator);
      if (candidate instanceof Person person && !person.preferences().allUpdates()) {
        candidateSet.drop(candidate, ExclusionReason.NO_EVERY_UPDATE);
      } else {
        involved(candidate, Reason.COMMENTATOR);
      }
    }
  }

  /** Step 3 is here: what a status-change tracker does not tell the people involved. */
  private void involved(Candidate candidate, Reason reason) {
    boolean told =
        recipientInput.level() != NotificationLevel.STATUS_CHANGE
            || recipientInput.change().newStatus()
            || wantsMoreThanStatus(candidate);
    if (told) {
      candidateSet.add(candidate, reason, true);
    } else {
      candidateSet.drop(candidate, ExclusionReason.STATUS_UNCHANGED);
    }
  }

  private boolean wantsMoreThanStatus(Candidate candidate) {
    return recipientInput
        .subscriptions()
        .modeOf(candidate)
        .filter(
            subscriptionMode ->
                subscriptionMode == SubscriptionMode.EVERY_CHANGE
                    || subscriptionMode == SubscriptionMode.INVOLVED)
        .isPresent();
  }

  private void subscribers() {
    recipientInput.subscriptions().modes().entrySet().stream()
        .filter(entry -> entry.getValue().subscribes())
        .flatMap(entry -> recipientInput.people().with(entry.getKey()).stream())
        .sorted(Comparator.comparing(Person::userId))
        .forEach(person -> candidateSet.add(person, Reason.SUBSCRIPTION, true));
  }

  private void rule(GlobalRule rule) {
    for (String address : rule.addresses()) {
      candidateSet.add(recipientInput.people().at(address), Reason.RULE, rule.checkPermissions());
    }
    for (long userId : rule.users()) {
      recipientInput
          .people()
          .withId(userId)
          .ifPresent(person -> candidateSet.add(person, Reason.RULE, rule.checkPermissions()));
    }
  }
}
