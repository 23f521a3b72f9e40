package carillon.worker;

import org.slf4j.Logger;

/**
 * Logging for code that must not fail: without memory, or for an exception that cannot be printed,
 * logging throws as well, and a loop that dies of it does so unseen. Thread-safe.
 */
final class SafeLog {
  private SafeLog() {}

  /**
   * @param arguments as for the logger; the last one may be what was thrown
   */
  static void error(Logger log, String message, Object... arguments) {
    try {
      log.error(message, arguments);
    } catch (RuntimeException | Error unlogged) {
      // Only the line is lost: whoever called goes on.
    }
  }
}
