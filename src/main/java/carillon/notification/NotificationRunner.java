package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.Folding;
import carillon.dispatch.Task;
import carillon.dispatch.TaskMode;
import carillon.dispatch.TaskOutcome;
import carillon.dispatch.TaskRunner;
import carillon.job.QueueName;
import carillon.mail.MailSender;
import carillon.mail.suppression.Suppressions;
import carillon.notification.recipients.Decisions;
import carillon.notification.recipients.RecipientRules;
import carillon.notification.subscription.Tokens;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notifies the recipients of a changeset, inline or in a worker. The first run decides who they are
 * and writes that down; every run sends what is due, no more than a hundred mails or five seconds'
 * worth, and then lets others have their turn.
 */
@ApplicationScoped
public class NotificationRunner implements TaskRunner {
  private static final int BATCH = 100;
  private static final Duration TURN = Duration.ofSeconds(5);

  @Inject StoryTable stories;
  @Inject GlanceTable glances;
  @Inject Coalescing coalescing;
  @Inject SceneLoader scenes;
  @Inject DecisionTable decisions;
  @Inject DeliveryTable deliveries;
  @Inject MailSender sender;
  @Inject Suppressions suppressions;
  @Inject Tokens tokens;
  @Inject Settings settings;
  @Inject Event<NotificationEnded> ended;
  @Inject Clock clock;

  @Override
  public String kind() {
    return "notification";
  }

  @Override
  public QueueName queue() {
    return QueueName.NOTIFICATIONS;
  }

  @Override
  public String eventName() {
    return "tuleap.tracker.artifact";
  }

  @Override
  public boolean inlineAllowed() {
    return true;
  }

  @Override
  public List<String> subjects(ChangesetRecorded changeset) {
    boolean toNotify =
        changeset.sendNotifications() || glances.at(changeset.changesetId()).mentions();
    return toNotify ? List.of("") : List.of();
  }

  @Override
  public Optional<Folding> folding(ChangesetRecorded changeset, TaskMode mode) {
    return coalescing.of(changeset, mode);
  }

  @Override
  public TaskOutcome run(Task task) {
    Optional<Story> story = stories.of(task).stream().findFirst();
    if (story.isEmpty()) {
      NotificationLog.deleted(task);
      deliveries.skipRest(task, "artifact-deleted");
      return new TaskOutcome.Ended();
    }
    boolean relayWorks = send(task, story.get());
    return outcome(task, relayWorks);
  }

  private boolean send(Task task, Story story) {
    Instant deadline = clock.instant().plus(TURN);
    Optional<Scene> decided = Optional.empty();
    if (decisions.decided(task)) {
      deliveries.adoptOrphans(task, settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
    } else {
      decided = Optional.of(decide(task, story));
    }
    List<Delivery> batch = deliveries.due(task, BATCH);
    if (batch.isEmpty()) {
      return true;
    }
    Scene scene = decided.orElseGet(() -> present(task, story, batch));
    return mailing(task, scene).send(batch, deadline);
  }

  private Scene decide(Task task, Story story) {
    NotificationLog.start(task);
    Scene scene = scenes.whole(story, task.sendNotifications());
    Decisions found = RecipientRules.decide(scene.snapshot());
    NotificationLog.recipients(task, found);
    String domain = settings.get(SettingsTable.MAIL_FROM_DOMAIN);
    decisions.write(task, found, domain);
    return scene;
  }

  /** The scene as it is now, for these recipients only. */
  private Scene present(Task task, Story story, List<Delivery> batch) {
    return scenes.of(
        story,
        task.sendNotifications(),
        batch.stream().map(Delivery::userId).filter(Objects::nonNull).collect(Collectors.toSet()),
        batch.stream().map(Delivery::address).collect(Collectors.toSet()));
  }

  private Mailing mailing(Task task, Scene scene) {
    Verdicts verdicts =
        new Verdicts(
            settings.get(SettingsTable.MAIL_DEFERRED_SCHEDULE),
            settings.get(SettingsTable.MAIL_GIVE_UP_AFTER),
            settings.get(SettingsTable.MAIL_BREAKER_DELAY),
            settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
    Links links = new Links(settings.get(SettingsTable.BASE_URL), tokens::seal);
    MailComposer composer = new MailComposer(scene.story(), links);
    MailRoom room = new MailRoom(deliveries, suppressions, sender, clock);
    return new Mailing(task, scene, room, composer, verdicts);
  }

  private TaskOutcome outcome(Task task, boolean relayWorks) {
    DeliveryTable.Rest rest = deliveries.rest(task);
    if (rest.pending() > 0) {
      return new TaskOutcome.Again(
          relayWorks ? Duration.ZERO : settings.get(SettingsTable.MAIL_BREAKER_DELAY));
    }
    if (rest.toNext().isPresent()) {
      return new TaskOutcome.Again(notBefore(rest.toNext().get()));
    }
    NotificationLog.end(task, rest.recipients(), rest.ran());
    ended.fire(new NotificationEnded(rest.recipients(), rest.ran(), task.mode()));
    return new TaskOutcome.Ended();
  }

  /** Task delays count milliseconds: the next one above, so that the delivery is due by then. */
  private static Duration notBefore(Duration toNext) {
    return toNext.isNegative() || toNext.isZero() ? Duration.ZERO : toNext.plusMillis(1);
  }
}
