package carillon.notification.delivery;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.recipients.Decisions;
import carillon.notification.recipients.ExclusionReason;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.snapshot.NotificationInputLoader;
import carillon.notification.snapshot.NotificationInputLoader.NotificationInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Finds who is told what. For one artifact, as nearly always, in a fixed number of statements; for
 * a bulk change in so many for each artifact, one scene in memory at a time.
 */
@ApplicationScoped
public class BatchContentLoader {
  /** What a task tells some of its recipients: one story, or those of a bulk change. */
  public record BatchContent(List<ChangeAudience> chapters) {
    public BatchContent {
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
    public List<String> addresses(Collection<Delivery> batch) {
      return batch.stream()
          .flatMap(delivery -> to(delivery).stream().limit(1))
          .map(personalChange -> personalChange.reader().candidate().address())
          .toList();
    }
  }

  private final NotificationInputLoader scenes;

  @Inject
  public BatchContentLoader(NotificationInputLoader scenes) {
    this.scenes = scenes;
  }

  /** For the container's proxy. */
  BatchContentLoader() {
    this(null);
  }

  /** Decides on the recipients of one artifact's change. */
  public DecidedChange decide(ChangeSummary change, boolean sendNotifications) {
    NotificationInput input = scenes.whole(change, sendNotifications);
    return new DecidedChange(input, RecipientRules.decide(input.snapshot()));
  }

  /** Decides on the recipients of several artifacts' changes, with one artifact in memory. */
  public Decisions decideAll(List<ChangeSummary> changes, boolean sendNotifications) {
    return Decisions.merged(
        changes.stream().map(change -> decide(change, sendNotifications).decisions()));
  }

  /** What these recipients are told as things are now. */
  public BatchContent now(
      List<ChangeSummary> changeSummaries, boolean sendNotifications, Collection<Delivery> batch) {
    if (changeSummaries.size() == 1) {
      return new BatchContent(List.of(alone(changeSummaries.get(0), sendNotifications, batch)));
    }
    return new BatchContent(
        changeSummaries.stream()
            .map(changeSummary -> decide(changeSummary, sendNotifications).audience(batch))
            .toList());
  }

  private ChangeAudience alone(
      ChangeSummary changeSummary, boolean sendNotifications, Collection<Delivery> batch) {
    NotificationInput notificationInput =
        scenes.of(
            changeSummary,
            sendNotifications,
            batch.stream()
                .map(Delivery::userId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()),
            batch.stream()
                .filter(delivery -> delivery.userId() == null)
                .map(Delivery::address)
                .collect(Collectors.toSet()));
    return ChangeAudience.judged(notificationInput, batch);
  }
}
