package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.BackgroundTasks;
import carillon.job.engine.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each second: what is due and with nobody is pushed to the queue. Redis makes things immediate;
 * this makes them certain, whatever Redis loses.
 */
@ApplicationScoped
class OutboxRelay {
  private static final int BATCH = 500;
  private static final Duration PERIOD = Duration.ofSeconds(1);

  @Inject DueTaskSelector now;
  @Inject DueTaskTable due;
  @Inject TaskEnqueuer push;
  @Inject JobQueue queue;
  @Inject TaskHandlers taskHandlers;
  @Inject LocalTaskExecutor localTaskExecutor;
  @Inject Settings settings;
  @Inject BackgroundTasks backgroundTasks;

  public void start() {
    backgroundTasks.repeat("task relay", this::relay);
  }

  private Duration relay() {
    if (push.unavailableFor().compareTo(settings.get(SettingsTable.INLINE_AFTER)) >= 0) {
      localTaskExecutor.wake();
    }
    if (!queue.configured()) {
      return PERIOD;
    }
    // While Redis is away one task is enough to learn that it is back.
    List<DueTaskTable.Due> tasks = push.possible() ? now.atMost(BATCH) : now.any();
    try {
      pushWhatIsNotWaiting(tasks);
    } catch (QueueUnavailableException unavailable) {
      return PERIOD;
    }
    return tasks.size() >= BATCH ? Duration.ZERO : PERIOD;
  }

  /**
   * A task whose job still waits in a long queue is not pushed twice: its job is lost only when all
   * that waits is younger. Both times are Redis' own.
   */
  private void pushWhatIsNotWaiting(List<DueTaskTable.Due> tasks) {
    Map<QueueName, Optional<Instant>> oldest = new EnumMap<>(QueueName.class);
    Map<Long, String> waiting = new HashMap<>();
    for (DueTaskTable.Due task : tasks) {
      QueueName name = taskHandlers.of(task.kind()).queue();
      if (task.jobId() != null
          && stillWaits(
              new JobId(task.jobId()), oldest.computeIfAbsent(name, queue::oldestReady))) {
        waiting.put(task.id(), task.jobId());
      }
    }
    push.push(tasks.stream().filter(task -> !waiting.containsKey(task.id())).toList());
    if (!waiting.isEmpty()) {
      due.lookAgainAfter(settings.get(SettingsTable.PUSH_AGAIN_AFTER), waiting);
    }
  }

  private static boolean stillWaits(JobId job, Optional<Instant> oldestReady) {
    return oldestReady.filter(oldest -> !oldest.isAfter(job.enqueuedAt())).isPresent();
  }
}
