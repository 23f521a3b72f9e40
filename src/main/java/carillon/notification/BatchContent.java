package carillon.notification;

import carillon.notification.message.PersonalChange;
import carillon.notification.recipients.ExclusionReason;
import java.util.Collection;
import java.util.List;

/** What a task tells some of its recipients: one story, or those of a bulk change. */
record BatchContent(List<ChangeAudience> chapters) {
  BatchContent {
    chapters = List.copyOf(chapters);
  }

  /**
   * What they are told; empty when they have lost the right or the wish to since it was decided.
   */
  List<PersonalChange> to(Delivery delivery) {
    return chapters.stream().flatMap(c -> c.part(delivery.recipient()).stream()).toList();
  }

  /** Why they are told nothing. Whoever is no candidate any more has left. */
  ExclusionReason whyNot(Delivery delivery) {
    return chapters.stream()
        .flatMap(changeAudience -> changeAudience.removed(delivery.recipient()).stream())
        .findFirst()
        .map(excluded -> excluded.rule())
        .orElse(ExclusionReason.INACTIVE);
  }

  /** Where the mails go now, which may be elsewhere than when it was decided. */
  List<String> addresses(Collection<Delivery> batch) {
    return batch.stream()
        .flatMap(delivery -> to(delivery).stream().limit(1))
        .map(personalChange -> personalChange.reader().candidate().address())
        .toList();
  }
}
