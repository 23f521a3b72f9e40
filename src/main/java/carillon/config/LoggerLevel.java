package carillon.config;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/**
 * Moves the level of Carillon's own log categories as {@code sys_logger_level} says, within 2 s of
 * a change. A level set on a deeper category in the admin console stays what it is.
 */
@Startup
@Singleton
public class LoggerLevel {
  /** Kept, since the log manager forgets the level of a logger that nobody holds. */
  private final Logger carillon = Logger.getLogger("carillon");

  @Inject Settings settings;

  @PostConstruct
  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void follow() {
    LogLevel wanted = settings.get(SettingsTable.LOGGER_LEVEL);
    if (wanted.level() != carillon.getLevel()) {
      carillon.setLevel(wanted.level());
    }
  }
}
