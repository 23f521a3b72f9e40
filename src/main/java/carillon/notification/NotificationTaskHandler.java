package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.CoalescingWindow;
import carillon.dispatch.DispatchMode;
import carillon.dispatch.Task;
import carillon.dispatch.TaskHandler;
import carillon.dispatch.TaskOutcome;
import carillon.job.QueueName;
import carillon.mail.MailSender;
import carillon.mail.suppression.Suppressions;
import carillon.notification.message.ChangeSummary;
import carillon.notification.message.Links;
import carillon.notification.message.MailComposer;
import carillon.notification.recipients.Decisions;
import carillon.notification.subscription.Tokens;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notifies the recipients of a changeset, inline or in a worker. The first run decides who they are
 * and writes that down; every run sends what is due, no more than a hundred mails or five seconds'
 * worth, and then lets others have their turn.
 */
@ApplicationScoped
public class NotificationTaskHandler implements TaskHandler {
  private static final int BATCH = 100;
  private static final Duration TURN = Duration.ofSeconds(5);

  @Inject ChangeSummaryTable stories;
  @Inject ChangesetFlagTable glances;
  @Inject CoalescingPolicy coalescingPolicy;
  @Inject BatchContentLoader batchContentLoader;
  @Inject DecisionTable decisions;
  @Inject DeliveryTable deliveries;
  @Inject DeliveryRetention old;
  @Inject GroupCommit steps;
  @Inject UnwrittenResults late;
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
  public int runnableNow() {
    return sender.worthwhile();
  }

  @Override
  public Duration maxWait() {
    return settings.get(SettingsTable.MAIL_GIVE_UP_AFTER);
  }

  @Override
  public List<String> tasksFor(ChangesetRecorded changeset) {
    boolean toNotify =
        changeset.sendNotifications() || glances.at(changeset.changesetId()).mentions();
    return toNotify ? List.of("") : List.of();
  }

  @Override
  public Optional<CoalescingWindow> coalescingWindow(
      ChangesetRecorded changeset, DispatchMode mode) {
    return coalescingPolicy.of(changeset, mode);
  }

  @Override
  public TaskOutcome run(Task task) {
    List<ChangeSummary> told = stories.of(task);
    if (told.isEmpty()) {
      NotificationLog.deleted(task);
      deliveries.skipRest(task, "artifact-deleted");
      return new TaskOutcome.Ended();
    }
    boolean relayWorks = send(task, told);
    return outcome(task, relayWorks);
  }

  @Override
  public Set<Long> forget(Set<Long> taskIds) {
    return old.forget(taskIds);
  }

  private boolean send(Task task, List<ChangeSummary> told) {
    if (decisions.decided(task)) {
      deliveries.adoptOrphans(task, settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
    } else {
      decide(task, told);
    }
    List<Delivery> batch = deliveries.due(task, BATCH);
    if (batch.isEmpty()) {
      return true;
    }
    BatchContent batchContent = batchContentLoader.now(told, task.sendNotifications(), batch);
    // The turn begins here, so that each has its progress, however many artifacts there are.
    return mailing(task, batchContent).send(batch, clock.instant().plus(TURN));
  }

  private void decide(Task task, List<ChangeSummary> told) {
    NotificationLog.start(task);
    Decisions found = batchContentLoader.decide(told, task.sendNotifications());
    NotificationLog.recipients(task, found);
    decisions.write(task, found, settings.get(SettingsTable.MAIL_FROM_DOMAIN));
  }

  private BatchSender mailing(Task task, BatchContent batchContent) {
    DeliveryRetryPolicy deliveryRetryPolicy =
        new DeliveryRetryPolicy(
            settings.get(SettingsTable.MAIL_DEFERRED_SCHEDULE),
            settings.get(SettingsTable.MAIL_GIVE_UP_AFTER),
            settings.get(SettingsTable.MAIL_BREAKER_DELAY),
            settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
    Links links = new Links(settings.get(SettingsTable.BASE_URL), tokens::seal);
    MailComposer composer = new MailComposer(links);
    MailRoom room = new MailRoom(steps, late, suppressions, sender, clock);
    return new BatchSender(task, batchContent, room, composer, deliveryRetryPolicy);
  }

  private TaskOutcome outcome(Task task, boolean relayWorks) {
    DeliveryTable.Rest rest = deliveries.rest(task);
    if (rest.pending() > 0) {
      return new TaskOutcome.Reschedule(
          relayWorks ? Duration.ZERO : settings.get(SettingsTable.MAIL_BREAKER_DELAY));
    }
    if (rest.toNext().isPresent()) {
      return new TaskOutcome.Reschedule(notBefore(rest.toNext().get()));
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
