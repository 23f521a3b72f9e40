package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Deletes tasks that ended long ago, and what is kept of them: once an hour, on whichever node
 * comes first, a few at a time, so that nobody who notifies waits for it.
 */
@ApplicationScoped
class Retention {
  /** With all their rows in one transaction: a change that was told to thousands has as many. */
  private static final int BATCH = 20;

  private static final Duration LOOK = Duration.ofMinutes(5);

  @Inject EndedTaskTable tasks;
  @Inject Settings settings;
  @Inject BackgroundTasks backgroundTasks;

  /** How far this round has come; empty between rounds. Of the step's thread only. */
  private Optional<EndedTaskTable.Place> reached = Optional.empty();

  public void start() {
    backgroundTasks.repeat("task retention", this::forget);
  }

  private Duration forget() {
    if (reached.isEmpty() && !tasks.begin()) {
      return LOOK;
    }
    reached =
        tasks.forget(
            settings.get(SettingsTable.NOTIFICATIONS_KEEP),
            reached.orElse(EndedTaskTable.Place.FIRST),
            BATCH);
    return reached.isEmpty() ? LOOK : Duration.ZERO;
  }
}
