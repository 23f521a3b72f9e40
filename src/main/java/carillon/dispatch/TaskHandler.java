package carillon.dispatch;

import carillon.job.QueueName;
import carillon.tracker.ChangesetRecorded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of work that follows a changeset (mails, webhooks). A CDI bean; the same one runs inline
 * and queued. Called by several threads, never twice at once for one task.
 */
public interface TaskHandler {

  /** The event name of jobs that carry the id of their task. */
  String TASK_DUE = "carillon.task";

  /** The kind stored in the task row, such as {@code notification}. */
  String kind();

  /** The queue its tasks are pushed to. */
  QueueName queue();

  /**
   * The event name of the job that is pushed: {@link #TASK_DUE}, or an older name by which others
   * know it; the job then carries the changeset too.
   */
  default String eventName() {
    return TASK_DUE;
  }

  /** Whether it may run in the request's thread; otherwise it is queued always. */
  boolean inlineAllowed();

  /**
   * The tasks that this changeset gives, by subject (what the task is about beyond the changeset,
   * such as an endpoint's id; empty text when it is the changeset itself). Called in the
   * changeset's transaction; quick, reads the database only.
   */
  List<String> tasksFor(ChangesetRecorded changeset);

  /**
   * Writes what the tasks of this changeset will work on, in the changeset's transaction. Called
   * once, before the tasks are written, if there are any.
   */
  default void prepare(ChangesetRecorded changeset) {}

  /**
   * How this changeset's tasks are told together with those of others; empty: each on its own, at
   * once. Called like {@link #tasksFor}.
   */
  default Optional<CoalescingWindow> coalescingWindow(
      ChangesetRecorded changeset, DispatchMode mode) {
    return Optional.empty();
  }

  /**
   * Does the work, or some of it. Called without a transaction.
   *
   * @throws LeaseLostException when the task belongs to another run meanwhile; nothing more is done
   * @throws Exception to have the task due again after a back-off
   */
  TaskOutcome run(Task task) throws Exception;

  /**
   * How many of its due tasks are worth a run now: all, as a rule; none while what they need is
   * known to be away, and 1 to learn whether it is back. The others wait and cost nothing; with the
   * one, those run that never did, and those that wait for longer than {@link #maxWait}. Quick.
   */
  default int runnableNow() {
    return Integer.MAX_VALUE;
  }

  /** For how long a task waits for what it needs; then it is to run, and may give up. */
  default Duration maxWait() {
    return Duration.ZERO;
  }

  /** What the system check says when so many of its tasks wait for too long; empty: nothing. */
  default Optional<String> overdue(long tasks) {
    return Optional.empty();
  }

  /**
   * Deletes what it keeps of tasks that ended long ago, in the caller's transaction, which then
   * deletes the tasks.
   *
   * @return those of them that must stay
   */
  default Set<Long> forget(Set<Long> taskIds) {
    return Set.of();
  }
}
