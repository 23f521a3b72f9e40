package carillon.notification;

import carillon.notification.message.ChangeSummary;
import carillon.notification.recipients.Decisions;
import carillon.notification.recipients.RecipientRules;
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
class BatchContentLoader {
  @Inject NotificationInputLoader scenes;

  /** Who is told of any of these stories, decided for the first time. */
  public Decisions decide(List<ChangeSummary> changeSummaries, boolean sendNotifications) {
    return Decisions.merged(
        changeSummaries.stream()
            .map(changeSummary -> scenes.whole(changeSummary, sendNotifications))
            .map(notificationInput -> RecipientRules.decide(notificationInput.snapshot())));
  }

  /** What these recipients are told as things are now. */
  public BatchContent now(
      List<ChangeSummary> changeSummaries, boolean sendNotifications, Collection<Delivery> batch) {
    if (changeSummaries.size() == 1) {
      return new BatchContent(List.of(alone(changeSummaries.get(0), sendNotifications, batch)));
    }
    return new BatchContent(
        changeSummaries.stream()
            .map(
                changeSummary ->
                    ChangeAudience.decided(scenes.whole(changeSummary, sendNotifications), batch))
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
