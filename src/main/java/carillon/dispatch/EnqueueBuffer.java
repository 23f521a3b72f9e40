package carillon.dispatch;

import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Pushes tasks to the queue right after their commit, many in one round trip, from a thread of its
 * own: a save never waits for Redis. What does not fit, or fails, is due again and the relay's.
 */
@ApplicationScoped
class EnqueueBuffer {
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final LinkedBlockingQueue<Long> handedOver = new LinkedBlockingQueue<>(10_000);

  @Inject DueTaskTable due;
  @Inject TaskEnqueuer push;
  @Inject BackgroundTasks backgroundTasks;
  private volatile BackgroundTasks.Handle handle;

  public void start() {
    handle = backgroundTasks.repeat("task pusher", this::pushBatch);
  }

  /** Hands a due task over; returns at once, never fails. */
  public void push(long taskId) {
    BackgroundTasks.Handle running = handle;
    if (handedOver.offer(taskId) && running != null) {
      running.wake();
    }
  }

  private Duration pushBatch() {
    List<Long> ids = new ArrayList<>();
    handedOver.drainTo(ids, BATCH);
    if (ids.isEmpty() || !push.possible()) {
      return IDLE;
    }
    try {
      push.push(due.byIds(ids));
    } catch (QueueUnavailableException unavailable) {
      return IDLE;
    }
    return handedOver.isEmpty() ? IDLE : Duration.ZERO;
  }
}
