package carillon.dispatch;

import carillon.job.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs due tasks in this server when there is no queue to push them to: none set, or away too long.
 */
@ApplicationScoped
class InProcess {
  private static final int BATCH = 20;
  private static final Duration IDLE = Duration.ofMinutes(1);

  @Inject DueTasks due;
  @Inject TaskRun run;
  @Inject Runners runners;
  @Inject Background background;
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile Background.Loop loop;

  public void start() {
    loop = background.repeat("tasks without queue", this::runBatch);
  }

  /** Called each second while tasks must run here; runs what is due. */
  public void wake() {
    called.set(true);
    loop.wake();
  }

  private Duration runBatch() {
    if (!called.getAndSet(false) || runners.kinds().isEmpty()) {
      return IDLE;
    }
    List<DueTasks.Due> tasks = due.due(runners.kinds(), BATCH);
    tasks.forEach(task -> run.once(task.id()));
    return IDLE;
  }
}
