package carillon.notification;

import carillon.notification.message.Part;
import carillon.notification.recipients.Removal;
import java.util.Collection;
import java.util.List;

/** What a task tells some of its recipients: one story, or those of a bulk change. */
record Telling(List<Chapter> chapters) {
  Telling {
    chapters = List.copyOf(chapters);
  }

  /**
   * What they are told; empty when they have lost the right or the wish to since it was decided.
   */
  List<Part> to(Delivery delivery) {
    return chapters.stream().flatMap(c -> c.part(delivery.recipient()).stream()).toList();
  }

  /** Why they are told nothing. Whoever is no candidate any more has left. */
  Removal whyNot(Delivery delivery) {
    return chapters.stream()
        .flatMap(chapter -> chapter.removed(delivery.recipient()).stream())
        .findFirst()
        .map(removed -> removed.rule())
        .orElse(Removal.INACTIVE);
  }

  /** Where the mails go now, which may be elsewhere than when it was decided. */
  List<String> addresses(Collection<Delivery> batch) {
    return batch.stream()
        .flatMap(delivery -> to(delivery).stream().limit(1))
        .map(part -> part.reader().candidate().address())
        .toList();
  }
}
