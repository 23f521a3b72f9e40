package carillon.notification;

import carillon.notification.message.MailStyle;
import carillon.notification.message.Part;
import carillon.notification.message.Reader;
import carillon.notification.message.Story;
import carillon.notification.recipients.Access;
import carillon.notification.recipients.Candidate;
import carillon.notification.recipients.Decision;
import carillon.notification.recipients.PlainAddress;
import carillon.notification.recipients.RecipientId;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.recipients.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One story of a task, and what holds now for some of its recipients. It forgets everybody else, so
 * that many of them fit into memory.
 *
 * @param decisions those recipients who are no candidates are not in it
 * @param styles how they read, by user id
 */
record Chapter(
    Story story, Access access, Map<RecipientId, Decision> decisions, Map<Long, MailStyle> styles) {

  /** Who was decided on for this story is judged again. */
  static Chapter judged(Scene scene, Collection<Delivery> batch) {
    Map<RecipientId, Decision> decisions = new HashMap<>();
    for (Delivery delivery : batch) {
      candidate(scene.snapshot(), delivery)
          .map(who -> new Decision.Kept(who, delivery.reason(), delivery.permissionsChecked()))
          .map(claim -> RecipientRules.judge(scene.snapshot(), claim))
          .ifPresent(decision -> decisions.put(delivery.recipient(), decision));
    }
    return of(scene, decisions);
  }

  /** Who was decided on for several stories may not be told of each: it is decided again. */
  static Chapter decided(Scene scene, Collection<Delivery> batch) {
    Map<RecipientId, Decision> decisions =
        RecipientRules.decide(scene.snapshot()).all().stream()
            .collect(Collectors.toMap(d -> d.candidate().id(), Function.identity()));
    decisions.keySet().retainAll(batch.stream().map(Delivery::recipient).toList());
    return of(scene, decisions);
  }

  private static Chapter of(Scene scene, Map<RecipientId, Decision> decisions) {
    Map<Long, MailStyle> styles = new HashMap<>(scene.styles());
    styles
        .keySet()
        .retainAll(decisions.keySet().stream().map(id -> id.userId().orElse(0)).toList());
    return new Chapter(scene.story(), scene.snapshot().access(), decisions, styles);
  }

  private static Optional<Candidate> candidate(Snapshot snapshot, Delivery delivery) {
    return delivery.userId() == null
        ? Optional.of(new PlainAddress(delivery.address()))
        : snapshot.people().withId(delivery.userId()).map(Candidate.class::cast);
  }

  /** Empty when this recipient is not told of it. */
  Optional<Part> part(RecipientId recipient) {
    return Optional.ofNullable(decisions.get(recipient))
        .filter(Decision.Kept.class::isInstance)
        .map(decision -> new Part(story, reader((Decision.Kept) decision)));
  }

  Optional<Decision.Removed> removed(RecipientId recipient) {
    return Optional.ofNullable(decisions.get(recipient))
        .filter(Decision.Removed.class::isInstance)
        .map(Decision.Removed.class::cast);
  }

  private Reader reader(Decision.Kept kept) {
    MailStyle style =
        styles.getOrDefault(kept.candidate().id().userId().orElse(0), MailStyle.DEFAULT);
    return new Reader(kept.candidate(), kept.reason(), kept.permissionsChecked(), access, style);
  }
}
