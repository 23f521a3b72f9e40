package carillon.notification;

import carillon.dispatch.DispatchMode;
import java.time.Duration;

/**
 * Nothing is left to send for a changeset. A CDI event, fired once per task.
 *
 * @param recipients how many were sent a mail, or would have been
 * @param duration since the task's first run began
 */
public record NotificationEnded(long recipients, Duration duration, DispatchMode mode) {}
