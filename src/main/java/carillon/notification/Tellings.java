package carillon.notification;

import carillon.notification.message.Story;
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
class Tellings {
  @Inject SceneLoader scenes;

  /** Who is told of any of these stories, decided for the first time. */
  public Decisions decide(List<Story> stories, boolean sendNotifications) {
    return Decisions.merged(
        stories.stream()
            .map(story -> scenes.whole(story, sendNotifications))
            .map(scene -> RecipientRules.decide(scene.snapshot())));
  }

  /** What these recipients are told as things are now. */
  public Telling now(List<Story> stories, boolean sendNotifications, Collection<Delivery> batch) {
    if (stories.size() == 1) {
      return new Telling(List.of(alone(stories.get(0), sendNotifications, batch)));
    }
    return new Telling(
        stories.stream()
            .map(story -> Chapter.decided(scenes.whole(story, sendNotifications), batch))
            .toList());
  }

  private Chapter alone(Story story, boolean sendNotifications, Collection<Delivery> batch) {
    Scene scene =
        scenes.of(
            story,
            sendNotifications,
            batch.stream()
                .map(Delivery::userId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()),
            batch.stream()
                .filter(delivery -> delivery.userId() == null)
                .map(Delivery::address)
                .collect(Collectors.toSet()));
    return Chapter.judged(scene, batch);
  }
}
