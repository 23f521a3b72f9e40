package carillon.notification;

import carillon.dispatch.Task;
import carillon.notification.message.SingleLine;
import carillon.notification.recipients.Decisions;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of {@code carillon_syslog}, whose words scripts look for. */
final class NotificationLog {
  private static final Logger LOG = LoggerFactory.getLogger("carillon.notification");

  private NotificationLog() {}

  static void start(Task task) {
    LOG.info("[Notification] [{}, {}] Start notification", task.artifactId(), task.changesetId());
  }

  static void recipients(Task task, Decisions decisions) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "[Notification] [{}, {}] Recipients {}",
          task.artifactId(),
          task.changesetId(),
          decisions.kept().stream()
              .map(included -> SingleLine.one(included.candidate().address()))
              .collect(Collectors.joining(", ")));
    }
  }

  static void end(Task task, long recipients, Duration ran) {
    LOG.info(
        "[Notification] [{}, {}] End notification: {} recipients, {} seconds, {}",
        task.artifactId(),
        task.changesetId(),
        recipients,
        String.format(Locale.ROOT, "%.3f", ran.toNanos() / 1e9),
        task.mode().name().toLowerCase(Locale.ROOT));
  }

  static void deleted(Task task) {
    LOG.info(
        "[Notification] [{}, {}] The artifact was deleted meanwhile: nothing to notify",
        task.artifactId(),
        task.changesetId());
  }
}
