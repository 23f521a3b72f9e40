package carillon.dispatch;

import carillon.job.Background;
import carillon.job.QueueUnavailableException;
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
class Pusher {
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final LinkedBlockingQueue<Long> handedOver = new LinkedBlockingQueue<>(10_000);

  @Inject DueTasks due;
  @Inject TaskPush push;
  @Inject Background background;
  private volatile Background.Loop loop;

  public void start() {
    loop = background.repeat("task pusher", this::pushBatch);
  }

  /** Hands a due task over; returns at once, never fails. */
  public void push(long taskId) {
    Background.Loop running = loop;
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
    } catch (QueueUnavailableException away) {
      return IDLE;
    }
    return handedOver.isEmpty() ? IDLE : Duration.ZERO;
  }
}
