package carillon.dispatch;

import java.time.Duration;

/** What one run of a task came to. */
public sealed interface TaskOutcome {

  /** Nothing is left to do. */
  record Ended() implements TaskOutcome {}

  /**
   * More to do: due again after {@code delay} on the database's clock (zero: a yield, back to the
   * tail).
   */
  record Again(Duration delay) implements TaskOutcome {}
}
