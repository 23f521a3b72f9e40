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
import carillon.notification.delivery.BatchContentLoader;
import carillon.notification.delivery.BatchSender;
import carillon.notification.delivery.DecidedChange;
import carillon.notification.delivery.Delivery;
import carillon.notification.delivery.DeliveryRetention;
import carillon.notification.delivery.DeliveryTable;
import carillon.notification.event.ChangeSummary;
import carillon.notification.event.ChangeSummaryTable;
import carillon.notification.event.ChangesetFlagTable;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notifies the recipients of a changeset, inline or in a worker. The first run decides who they are
 * and stores the decisions. Every run sends what is due, at most a hundred mails or for five
 * seconds, and then yields to other tasks.
 */
@ApplicationScoped
public class NotificationTaskHandler implements TaskHandler {
  private static final int BATCH = 100;

  private final ChangeSummaryTable changeSummaries;
  private final ChangesetFlagTable flags;
  private final CoalescingPolicy coalescingPolicy;
  private final RecipientDecider decider;
  private final BatchContentLoader contents;
  private final DeliveryTable deliveries;
  private final DeliveryRetention retention;
  private final BatchSender batchSender;
  private final MailSender mailSender;
  private final Settings settings;
  private final Event<NotificationEnded> ended;

  @Inject
  public NotificationTaskHandler(
      ChangeSummaryTable changeSummaries,
      ChangesetFlagTable flags,
      CoalescingPolicy coalescingPolicy,
      RecipientDecider decider,
      BatchContentLoader contents,
      DeliveryTable deliveries,
      DeliveryRetention retention,
      BatchSender batchSender,
      MailSender mailSender,
      Settings settings,
      Event<NotificationEnded> ended) {
    this.changeSummaries = changeSummaries;
    this.flags = flags;
    this.coalescingPolicy = coalescingPolicy;
    this.decider = decider;
    this.contents = contents;
    this.deliveries = deliveries;
    this.retention = retention;
    this.batchSender = batchSender;
    this.mailSender = mailSender;
    this.settings = settings;
    this.ended = ended;
  }

  /** For the container's proxy. */
  NotificationTaskHandler() {
    this(null, null, null, null, null, null, null, null, null, null, null);
  }

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

  /** In Tuleap's words, which administrators search for. */
  @Override
  public Optional<String> overdue(long tasks) {
    return Optional.of(
        "There are "
            + tasks
            + " notifications pending, you should check the backend workers and their log to"
            + " ensure they are still running.");
  }

  @Override
  public int runnableNow() {
    return mailSender.worthwhile();
  }

  @Override
  public Duration maxWait() {
    return settings.get(SettingsTable.MAIL_GIVE_UP_AFTER);
  }

  @Override
  public List<String> tasksFor(ChangesetRecorded changeset) {
    boolean toNotify =
        changeset.sendNotifications() || flags.at(changeset.changesetId()).mentions();
    return toNotify ? List.of("") : List.of();
  }

  @Override
  public Optional<CoalescingWindow> coalescingWindow(
      ChangesetRecorded changeset, DispatchMode mode) {
    return coalescingPolicy.of(changeset, mode);
  }

  @Override
  public TaskOutcome run(Task task) {
    List<ChangeSummary> changes = changeSummaries.of(task);
    if (changes.isEmpty()) {
      NotificationLog.deleted(task);
      deliveries.skipRest(task, "artifact-deleted");
      return new TaskOutcome.Ended();
    }
    boolean relayWorks = send(task, changes);
    return outcome(task, relayWorks);
  }

  @Override
  public Set<Long> forget(Set<Long> taskIds) {
    return retention.forget(taskIds);
  }

  private boolean send(Task task, List<ChangeSummary> changes) {
    Optional<DecidedChange> decided = Optional.empty();
    if (decider.decided(task)) {
      deliveries.adoptOrphans(task, settings.get(SettingsTable.MAIL_UNKNOWN_POLICY));
    } else {
      decided = decider.decide(task, changes);
    }
    List<Delivery> batch = deliveries.due(task, BATCH);
    if (batch.isEmpty()) {
      return true;
    }
    return batchSender.send(
        task,
        batch,
        decided
            .map(change -> change.content(batch))
            .orElseGet(() -> contents.now(changes, task.sendNotifications(), batch)));
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

  /** Rounds up to milliseconds, so that the delivery is due when the task runs. */
  private static Duration notBefore(Duration toNext) {
    return toNext.isNegative() || toNext.isZero() ? Duration.ZERO : toNext.plusMillis(1);
  }
}
