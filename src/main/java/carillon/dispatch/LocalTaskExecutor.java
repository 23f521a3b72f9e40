package carillon.dispatch;

import carillon.job.engine.BackgroundTasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs due tasks in this server when there is no queue to push them to: none set, or away too long.
 */
@ApplicationScoped
class LocalTaskExecutor {
  private static final int BATCH = 20;
  private static final Duration IDLE = Duration.ofMinutes(1);

  @Inject DueTaskSelector now;
  @Inject TaskExecutor run;
  @Inject BackgroundTasks backgroundTasks;
  private final AtomicBoolean called = new AtomicBoolean();

  /** In the order of their turns. Of the step's thread only. */
  private final Set<Long> inTurn = new LinkedHashSet<>();

  private volatile BackgroundTasks.Handle handle;

  public void start() {
    handle = backgroundTasks.repeat("tasks without queue", this::runNext);
  }

  /** Called each second while tasks must run here; runs what is due. */
  public void wake() {
    called.set(true);
    handle.wake();
  }

  /** One run of one task; when it yields, the others have their turn first. */
  private Duration runNext() {
    if (called.getAndSet(false)) {
      now.atMost(BATCH).forEach(task -> inTurn.add(task.id()));
    }
    if (!inTurn.isEmpty()) {
      long next = inTurn.iterator().next();
      inTurn.remove(next);
      if (run.turn(next)) {
        inTurn.add(next);
      }
    }
    return inTurn.isEmpty() ? IDLE : Duration.ZERO;
  }
}
