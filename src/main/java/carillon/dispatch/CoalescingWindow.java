package carillon.dispatch;

import java.time.Duration;

/**
 * How a changeset is told together with others: it is folded into the task that gathers under the
 * same key, if that still waits for its time.
 *
 * @param key what is gathered, such as {@code artifact 34}
 * @param idle how long the task then waits for the next one; zero: it is due at once
 * @param most how long the first one may be put off
 */
public record CoalescingWindow(String key, Duration idle, Duration most) {
  private static final Duration BULK_IDLE = Duration.ofSeconds(30);
  private static final Duration BULK_MOST = Duration.ofHours(1);

  /** One by one the changesets of a bulk change; its end makes their task due. */
  public static CoalescingWindow ofBulk(String bulk) {
    return new CoalescingWindow("bulk " + bulk, BULK_IDLE, BULK_MOST);
  }

  boolean atOnce() {
    return idle.isZero();
  }
}
