package carillon.config;

import java.util.logging.Level;

/** The values of {@code sys_logger_level}, as Tuleap names them, and the server's own level. */
public enum TuleapLogLevel {
  DEBUG(Level.FINE),
  INFO(Level.INFO),
  WARNING(Level.WARNING),
  WARN(Level.WARNING),
  ERROR(Level.SEVERE);

  private final Level level;

  TuleapLogLevel(Level level) {
    this.level = level;
  }

  public Level level() {
    return level;
  }
}
