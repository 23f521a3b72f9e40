package carillon.monitoring;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.config.TuleapLogLevel;
import carillon.job.engine.BackgroundTasks;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Moves the level of Carillon's log categories as {@code sys_logger_level} says, at start and
 * within 2 s of a change. In between, a level set in the admin console stays what it is.
 */
@Startup
@Singleton
public class LogLevelUpdater {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /**
   * The two of the log files beside the root of all, since the server gives a category of its
   * configuration a level of its own. Kept here, for the log manager forgets what nobody holds.
   */
  private final List<Logger> categories =
      Stream.of("carillon", "carillon.worker", "carillon.notification")
          .map(Logger::getLogger)
          .toList();

  @Inject Settings settings;
  @Inject BackgroundTasks backgroundTasks;
  private TuleapLogLevel applied;

  @PostConstruct
  void start() {
    follow();
    backgroundTasks.repeat("log level", this::follow);
  }

  private Duration follow() {
    TuleapLogLevel wanted = settings.get(SettingsTable.LOGGER_LEVEL);
    if (wanted != applied) {
      categories.forEach(category -> category.setLevel(wanted.level()));
      applied = wanted;
    }
    return PERIOD;
  }
}
