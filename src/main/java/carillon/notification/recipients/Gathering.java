package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import java.util.Comparator;

/** Steps 1 to 4: everyone whom the tracker, the artifact or their own choice makes a candidate. */
final class Gathering {
  private final Snapshot snapshot;
  private final Claims claims = new Claims();

  private Gathering(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static Claims of(Snapshot snapshot) {
    Gathering gathering = new Gathering(snapshot);
    gathering.fields();
    gathering.commentators();
    gathering.subscribers();
    snapshot.rules().stream()
        .filter(rule -> rule.appliesTo(snapshot.change()))
        .forEach(gathering::rule);
    return gathering.claims;
  }

  private void fields() {
    for (long userId : snapshot.involvement().byField()) {
      snapshot.people().withId(userId).ifPresent(person -> involved(person, Reason.INVOLVED));
    }
  }

  private void commentators() {
    for (Candidate commentator : snapshot.involvement().commentators()) {
      Candidate candidate = snapshot.people().known(commentator);
      if (candidate instanceof Person person && !person.preferences().allUpdates()) {
        claims.drop(candidate, Removal.NO_EVERY_UPDATE);
      } else {
        involved(candidate, Reason.COMMENTATOR);
      }
    }
  }

  /** Step 3 is here: what a status-change tracker does not tell the people involved. */
  private void involved(Candidate candidate, Reason reason) {
    boolean told =
        snapshot.level() != NotificationLevel.STATUS_CHANGE
            || snapshot.change().newStatus()
            || wantsMoreThanStatus(candidate);
    if (told) {
      claims.add(candidate, reason, true);
    } else {
      claims.drop(candidate, Removal.STATUS_UNCHANGED);
    }
  }

  private boolean wantsMoreThanStatus(Candidate candidate) {
    return snapshot
        .subscriptions()
        .modeOf(candidate)
        .filter(mode -> mode == Mode.EVERY_CHANGE || mode == Mode.INVOLVED)
        .isPresent();
  }

  private void subscribers() {
    snapshot.subscriptions().modes().entrySet().stream()
        .filter(entry -> entry.getValue().subscribes())
        .flatMap(entry -> snapshot.people().with(entry.getKey()).stream())
        .sorted(Comparator.comparing(Person::userId))
        .forEach(person -> claims.add(person, Reason.SUBSCRIPTION, true));
  }

  private void rule(GlobalRule rule) {
    for (String address : rule.addresses()) {
      claims.add(snapshot.people().at(address), Reason.RULE, rule.checkPermissions());
    }
    for (long userId : rule.users()) {
      snapshot
          .people()
          .withId(userId)
          .ifPresent(person -> claims.add(person, Reason.RULE, rule.checkPermissions()));
    }
  }
}
