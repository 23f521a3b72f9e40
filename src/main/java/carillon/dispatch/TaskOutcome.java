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
  record Reschedule(Duration delay) implements TaskOutcome {}

  /**
   * One of the others, written in one transaction with what the runner writes of its work.
   *
   * @param work writes in the transaction that it is called in; what it throws fails the run
   * @param afterwards is called once that is committed
   */
  record Atomically(TaskOutcome outcome, Runnable work, Runnable afterwards)
      implements TaskOutcome {}
}
