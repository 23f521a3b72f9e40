package carillon.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many writes this node works on now, and whether it takes one more. What it cannot begin at
 * once it refuses at once: a queue would only make all of them late. Thread-safe.
 */
final class WritesAtOnce {
  private final AtomicInteger now = new AtomicInteger();

  /** Whether one more may begin, when there may be so many; it then must {@link #end}. */
  boolean begin(int most) {
    if (now.incrementAndGet() <= most) {
      return true;
    }
    now.decrementAndGet();
    return false;
  }

  void end() {
    now.decrementAndGet();
  }
}
