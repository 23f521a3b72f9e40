package carillon.dispatch;

import static jakarta.transaction.Transactional.TxType.NOT_SUPPORTED;

import carillon.config.Monotonic;
import carillon.job.RetryPolicy;
import carillon.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a task, the same for inline, queued and relay: claim, hold the lease, call the runner,
 * write what came of it. Called by any thread; without a transaction, so that the runner's own ones
 * are not the committed one of the request.
 */
@ApplicationScoped
public class TaskExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(TaskExecutor.class);
  private static final RetryPolicy BACK_OFF =
      new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(2), Duration.ofMinutes(10));

  @Inject TaskTable tasks;
  @Inject HeldLeases heldLeases;
  @Inject TaskHandlers taskHandlers;
  @Inject EnqueueBuffer enqueueBuffer;
  @Inject @Monotonic Clock clock;

  /**
   * Runs the task again and again as long as it yields, until it has ended or the budget is used;
   * then it is pushed, or without a queue the relay's.
   */
  @Transactional(NOT_SUPPORTED)
  public void untilEnded(long taskId, Instant deadline) {
    boolean more = true;
    while (more && clock.instant().isBefore(deadline)) {
      more = claimAndRun(taskId);
    }
    if (more) {
      enqueueBuffer.push(taskId);
    }
  }

  /** Runs the task once, if it is due and nobody's; when it yields, it goes back to the tail. */
  @Transactional(NOT_SUPPORTED)
  public void once(long taskId) {
    if (claimAndRun(taskId)) {
      enqueueBuffer.push(taskId);
    }
  }

  /**
   * Runs the task once, if it is due and nobody's.
   *
   * @return true when it yielded; its next turn is the caller's, or in the end the relay's
   */
  @Transactional(NOT_SUPPORTED)
  public boolean turn(long taskId) {
    return claimAndRun(taskId);
  }

  /** True when the task yielded: more to do at once. */
  private boolean claimAndRun(long taskId) {
    Optional<Task> claimed = tasks.claim(taskId, heldLeases.owner());
    return claimed.isPresent() && run(claimed.get());
  }

  private boolean run(Task task) {
    String before = Trace.swap(task.trace());
    heldLeases.hold(task);
    try {
      return write(task, taskHandlers.of(task.kind()).run(task));
    } catch (LeaseLostException lost) {
      LOG.warn("{}: lease lost to another run; stopping", lost.getMessage());
    } catch (Exception | Error failure) {
      failed(task, failure);
    } finally {
      heldLeases.release(task);
      Trace.swap(before);
    }
    return false;
  }

  private boolean write(Task task, TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Atomically both) {
      tasks.together(both.work(), task, both.outcome());
      both.afterwards().run();
      return yields(both.outcome());
    }
    if (outcome instanceof TaskOutcome.Reschedule reschedule) {
      tasks.again(task, reschedule.delay());
    } else {
      tasks.end(task);
    }
    return yields(outcome);
  }

  private static boolean yields(TaskOutcome outcome) {
    return outcome instanceof TaskOutcome.Reschedule reschedule && reschedule.delay().isZero();
  }

  private void failed(Task task, Throwable failure) {
    Duration delay =
        BACK_OFF.delayAfter(tasks.failures(task.id()) + 1, RandomGenerator.getDefault());
    LOG.error(
        "Task {} ({} of changeset {}) failed; retry in {}",
        task.id(),
        task.kind(),
        task.changesetId(),
        delay,
        failure);
    tasks.failed(task, delay, failure.toString());
  }
}
