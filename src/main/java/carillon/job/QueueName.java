package carillon.job;

import java.util.Arrays;
import java.util.Locale;

/** The queues, each with workers of its own, so that long jobs never occupy those of short ones. */
public enum QueueName {
  NOTIFICATIONS,
  WEBHOOKS,
  BACKGROUND;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name that users, metrics and Redis see: lower case. */
  public String text() {
    return text;
  }

  /**
   * @throws IllegalArgumentException naming the allowed values
   */
  public static QueueName of(String text) {
    return Arrays.stream(values())
        .filter(queue -> queue.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is not a queue; allowed: notifications, webhooks, background"));
  }
}
