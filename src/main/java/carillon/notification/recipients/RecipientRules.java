package carillon.notification.recipients;

import carillon.tracker.NotificationLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The rules as a whole. Pure and thread-safe. */
public final class RecipientRules {
  private RecipientRules() {}

  /** One decision for everyone whom any rule names. */
  public static Decisions decide(Snapshot snapshot) {
    Map<RecipientId, Decision> decisions = new LinkedHashMap<>();
    Claims claims = Gathering.of(snapshot);
    claims.all().forEach(claim -> put(decisions, judge(snapshot, claim)));
    claims.dropped().forEach(dropped -> put(decisions, mentionOr(snapshot, dropped)));
    snapshot.change().remarks().stream()
        .flatMap(remark -> remark.mentioned().stream())
        .sorted()
        .flatMap(userId -> snapshot.people().withId(userId).stream())
        .filter(person -> !decisions.containsKey(person.id()))
        .forEach(person -> put(decisions, mention(snapshot, person)));
    return new Decisions(decisions.values().stream().toList());
  }

  /**
   * Whether someone who was kept earlier still is, in the light of a newer snapshot: it needs to
   * know this candidate only. The rules that gathered them are not asked again.
   */
  public static Decision judge(Snapshot snapshot, Decision.Kept claim) {
    if (claim.reason() == Reason.MENTION) {
      return claim.candidate() instanceof Person person ? mention(snapshot, person) : claim;
    }
    Optional<Removal> removal = silence(snapshot).or(() -> new Removals(snapshot).of(claim));
    return removal
        .map(rule -> mentionOr(snapshot, new Decision.Removed(claim.candidate(), rule)))
        .orElse(claim);
  }

  private static Optional<Removal> silence(Snapshot snapshot) {
    if (!snapshot.sendNotifications()) {
      return Optional.of(Removal.NOTIFICATIONS_OFF);
    }
    if (snapshot.level() == NotificationLevel.DISABLED) {
      return Optional.of(Removal.TRACKER_DISABLED);
    }
    return snapshot.change().tellsAnything()
        ? Optional.empty()
        : Optional.of(Removal.NOTHING_CHANGED);
  }

  /**
   * A mention brings back whom another rule removed, and keeps that rule's name when it does not.
   */
  private static Decision mentionOr(Snapshot snapshot, Decision.Removed removed) {
    if (removed.candidate() instanceof Person person
        && snapshot.change().mentions(person)
        && mention(snapshot, person) instanceof Decision.Kept kept) {
      return kept;
    }
    return removed;
  }

  private static Decision mention(Snapshot snapshot, Person person) {
    return new Removals(snapshot)
        .ofMention(person)
        .<Decision>map(rule -> new Decision.Removed(person, rule))
        .orElseGet(() -> new Decision.Kept(person, Reason.MENTION, true));
  }

  private static void put(Map<RecipientId, Decision> decisions, Decision decision) {
    decisions.put(decision.candidate().id(), decision);
  }
}
