package carillon.notification.recipients;

import java.util.Optional;

/**
 * Step 5: what takes a candidate out again. Asked when the recipients are decided, and again before
 * every attempt to send.
 */
final class Removals {
  private final Snapshot snapshot;

  Removals(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The first rule, in the documented order, that removes this candidate. */
  Optional<Removal> of(Decision.Kept claim) {
    return standing(claim.candidate())
        .or(() -> mayNotRead(claim))
        .or(() -> unsubscribed(claim.candidate()))
        .or(() -> mode(claim));
  }

  /** The rules that someone mentioned passes: an unsubscription from all counts, no other does. */
  Optional<Removal> ofMention(Person person) {
    Decision.Kept claim = new Decision.Kept(person, Reason.MENTION, true);
    return standing(person)
        .or(() -> readsMention(person) ? Optional.empty() : Optional.of(Removal.MAY_NOT_READ))
        .or(() -> mayNotRead(claim))
        .or(() -> leftAll(person));
  }

  private Optional<Removal> standing(Candidate candidate) {
    if (candidate instanceof Person person && !person.inUse()) {
      return Optional.of(Removal.INACTIVE);
    }
    if (ownChangeUnwanted(candidate)) {
      return Optional.of(Removal.OWN_CHANGE);
    }
    return candidate.address().isBlank() ? Optional.of(Removal.NO_ADDRESS) : Optional.empty();
  }

  /** Changes of several people, told together, are nobody's own. */
  private boolean ownChangeUnwanted(Candidate candidate) {
    return snapshot.change().authors().stream()
        .map(snapshot.people()::known)
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

  private Optional<Removal> mayNotRead(Decision.Kept claim) {
    return claim.permissionsChecked() && !mayRead(claim.candidate())
        ? Optional.of(Removal.MAY_NOT_READ)
        : Optional.empty();
  }

  private boolean mayRead(Candidate reader) {
    Access access = snapshot.access();
    Change change = snapshot.change();
    return access.seesArtifact(reader)
        && (change.remarks().stream().anyMatch(r -> access.readsComment(reader, r.id()))
            || change.changedFields().stream().anyMatch(f -> access.readsField(reader, f)));
  }

  /** Who cannot read the comment was not mentioned to their knowledge: no mail gives it away. */
  private boolean readsMention(Person person) {
    return snapshot.change().remarks().stream()
        .anyMatch(
            remark ->
                remark.mentions(person) && snapshot.access().readsComment(person, remark.id()));
  }

  private Optional<Removal> unsubscribed(Candidate candidate) {
    return leftAll(candidate).or(() -> leftTracker(candidate)).or(() -> leftArtifact(candidate));
  }

  private Optional<Removal> leftTracker(Candidate candidate) {
    return snapshot
        .subscriptions()
        .modeOf(candidate)
        .filter(Mode.NONE::equals)
        .map(none -> Removal.UNSUBSCRIBED_FROM_TRACKER);
  }

  private Optional<Removal> leftArtifact(Candidate candidate) {
    return snapshot.subscriptions().leftArtifact(candidate)
        ? Optional.of(Removal.UNSUBSCRIBED_FROM_ARTIFACT)
        : Optional.empty();
  }

  private Optional<Removal> leftAll(Candidate candidate) {
    return snapshot.subscriptions().leftAll(candidate)
        ? Optional.of(Removal.UNSUBSCRIBED_FROM_ALL)
        : Optional.empty();
  }

  private Optional<Removal> mode(Decision.Kept claim) {
    Change change = snapshot.change();
    return snapshot
        .subscriptions()
        .modeOf(claim.candidate())
        .map(
            mode ->
                switch (mode) {
                  case INVOLVED -> claim.reason().involves() ? null : Removal.INVOLVED_ONLY;
                  case STATUS_ONLY -> change.newStatus() ? null : Removal.STATUS_ONLY;
                  case CREATION_ONLY -> change.creation() ? null : Removal.CREATION_ONLY;
                  case EVERY_CHANGE, NONE -> null;
                });
  }
}
