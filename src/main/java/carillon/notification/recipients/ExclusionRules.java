package carillon.notification.recipients;

import java.util.Optional;

/**
 * Step 5: what takes a candidate out again. Asked when the recipients are decided, and again before
 * every attempt to send.
 */
final class ExclusionRules {
  private final RecipientInput recipientInput;

  ExclusionRules(RecipientInput recipientInput) {
    this.recipientInput = recipientInput;
  }

  /** The first rule, in the documented order, that removes this candidate. */
  Optional<ExclusionReason> of(Decision.Included claim) {
    return standing(claim.candidate())
        .or(() -> mayNotRead(claim))
        .or(() -> unsubscribed(claim.candidate()))
        .or(() -> mode(claim));
  }

  /** The rules that someone mentioned passes: an unsubscription from all counts, no other does. */
  Optional<ExclusionReason> ofMention(Person person) {
    Decision.Included claim = new Decision.Included(person, Reason.MENTION, true);
    return standing(person)
        .or(
            () ->
                readsMention(person) ? Optional.empty() : Optional.of(ExclusionReason.MAY_NOT_READ))
        .or(() -> mayNotRead(claim))
        .or(() -> leftAll(person));
  }

  private Optional<ExclusionReason> standing(Candidate candidate) {
    if (candidate instanceof Person person && !person.inUse()) {
      return Optional.of(ExclusionReason.INACTIVE);
    }
    if (ownChangeUnwanted(candidate)) {
      return Optional.of(ExclusionReason.OWN_CHANGE);
    }
    return candidate.address().isBlank()
        ? Optional.of(ExclusionReason.NO_ADDRESS)
        : Optional.empty();
  }

  /** Changes of several people, told together, are nobody's own. */
  private boolean ownChangeUnwanted(Candidate candidate) {
    return recipientInput.change().authors().stream()
        .map(recipientInput.people()::known)
        .allMatch(author -> ownChangeUnwanted(candidate, author));
  }

  /** By user and by address: a second account of the author at the same address counts as them. */
  private static boolean ownChangeUnwanted(Candidate candidate, Candidate author) {
    boolean own = candidate.id().equals(author.id()) || candidate.sharesAddressWith(author);
    return own && (refusesOwn(candidate) || refusesOwn(author));
  }

  private static boolean refusesOwn(Candidate candidate) {
    return candidate instanceof Person person && !person.preferences().ownActions();
  }

  private Optional<ExclusionReason> mayNotRead(Decision.Included claim) {
    return claim.permissionsChecked() && !mayRead(claim.candidate())
        ? Optional.of(ExclusionReason.MAY_NOT_READ)
        : Optional.empty();
  }

  private boolean mayRead(Candidate reader) {
    Access access = recipientInput.access();
    ChangeFacts changeFacts = recipientInput.change();
    return access.seesArtifact(reader)
        && (changeFacts.remarks().stream().anyMatch(r -> access.readsComment(reader, r.id()))
            || changeFacts.changedFields().stream().anyMatch(f -> access.readsField(reader, f)));
  }

  /** Who cannot read the comment was not mentioned to their knowledge: no mail gives it away. */
  private boolean readsMention(Person person) {
    return recipientInput.change().remarks().stream()
        .anyMatch(
            commentMentions ->
                commentMentions.mentions(person)
                    && recipientInput.access().readsComment(person, commentMentions.id()));
  }

  private Optional<ExclusionReason> unsubscribed(Candidate candidate) {
    return leftAll(candidate).or(() -> leftTracker(candidate)).or(() -> leftArtifact(candidate));
  }

  private Optional<ExclusionReason> leftTracker(Candidate candidate) {
    return recipientInput
        .subscriptions()
        .modeOf(candidate)
        .filter(SubscriptionMode.NONE::equals)
        .map(none -> ExclusionReason.UNSUBSCRIBED_FROM_TRACKER);
  }

  private Optional<ExclusionReason> leftArtifact(Candidate candidate) {
    return recipientInput.subscriptions().leftArtifact(candidate)
        ? Optional.of(ExclusionReason.UNSUBSCRIBED_FROM_ARTIFACT)
        : Optional.empty();
  }

  private Optional<ExclusionReason> leftAll(Candidate candidate) {
    return recipientInput.subscriptions().leftAll(candidate)
        ? Optional.of(ExclusionReason.UNSUBSCRIBED_FROM_ALL)
        : Optional.empty();
  }

  private Optional<ExclusionReason> mode(Decision.Included claim) {
    ChangeFacts changeFacts = recipientInput.change();
    return recipientInput
        .subscriptions()
        .modeOf(claim.candidate())
        .map(
            subscriptionMode ->
                switch (subscriptionMode) {
                  case INVOLVED -> claim.reason().involves() ? null : ExclusionReason.INVOLVED_ONLY;
                  case STATUS_ONLY -> changeFacts.newStatus() ? null : ExclusionReason.STATUS_ONLY;
                  case CREATION_ONLY ->
                      changeFacts.creation() ? null : ExclusionReason.CREATION_ONLY;
                  case EVERY_CHANGE, NONE -> null;
                });
  }
}
