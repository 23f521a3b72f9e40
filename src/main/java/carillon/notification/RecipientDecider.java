package carillon.notification;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.dispatch.Task;
import carillon.notification.delivery.BatchContentLoader;
import carillon.notification.delivery.DecidedChange;
import carillon.notification.delivery.DecisionTable;
import carillon.notification.event.ChangeSummary;
import carillon.notification.recipients.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Decides in a task's first run who is notified, and stores the decisions. */
@ApplicationScoped
public class RecipientDecider {
  private final BatchContentLoader contents;
  private final DecisionTable decisions;
  private final Settings settings;

  @Inject
  public RecipientDecider(BatchContentLoader contents, DecisionTable decisions, Settings settings) {
    this.contents = contents;
    this.decisions = decisions;
    this.settings = settings;
  }

  /** For the container's proxy. */
  RecipientDecider() {
    this(null, null, null);
  }

  /** Whether an earlier run has decided, and found any candidate. */
  public boolean decided(Task task) {
    return decisions.decided(task);
  }

  /**
   * Decides on the recipients of all the changes of a task.
   *
   * @return what the first batch can be sent from; empty for several artifacts, whose data together
   *     may not fit into memory
   */
  public Optional<DecidedChange> decide(Task task, List<ChangeSummary> changes) {
    NotificationLog.start(task);
    if (changes.size() > 1) {
      store(task, contents.decideAll(changes, task.sendNotifications()));
      return Optional.empty();
    }
    DecidedChange decided = contents.decide(changes.get(0), task.sendNotifications());
    store(task, decided.decisions());
    return Optional.of(decided);
  }

  private void store(Task task, Decisions found) {
    NotificationLog.recipients(task, found);
    decisions.write(task, found, settings.get(SettingsTable.MAIL_FROM_DOMAIN));
  }
}
