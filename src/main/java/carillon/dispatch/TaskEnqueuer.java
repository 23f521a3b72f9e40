package carillon.dispatch;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobId;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts due tasks on their queues and notes when they are to be looked at again, should Redis lose
 * them. Thread-safe.
 */
@ApplicationScoped
class TaskEnqueuer {
  @Inject JobQueue queue;
  @Inject DueTaskTable due;
  @Inject TaskHandlers taskHandlers;
  @Inject Settings settings;

  /** Whether there is a Redis to push to, as far as is known. */
  public boolean possible() {
    return unavailableFor().isZero();
  }

  /** How long pushes have failed; zero when they work, for ever when no Redis is configured. */
  public Duration unavailableFor() {
    if (!queue.configured()) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
    return taskHandlers.all().stream()
        .map(handler -> queue.unavailableFor(handler.queue()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * Pushes tasks, in one round trip.
   *
   * @throws QueueUnavailableException when Redis is away; the tasks stay due
   */
  public void push(List<DueTaskTable.Due> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    List<JobId> ids = queue.enqueue(tasks.stream().map(this::job).toList());
    Map<Long, String> jobs = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      jobs.put(tasks.get(i).id(), ids.get(i).text());
    }
    due.lookAgainAfter(settings.get(SettingsTable.PUSH_AGAIN_AFTER), jobs);
  }

  private NewJob job(DueTaskTable.Due task) {
    TaskHandler runner = taskHandlers.of(task.kind());
    String payload =
        runner.eventName().equals(TaskHandler.TASK_DUE)
            ? "{\"task_id\":%d}".formatted(task.id())
            : payload(task);
    return NewJob.of(runner.queue(), runner.eventName(), payload, task.projectId());
  }

  /** Written by hand: numbers and a boolean. All names but {@code task_id} are Tuleap's. */
  private static String payload(DueTaskTable.Due task) {
    return "{\"artifact_id\":%d,\"changeset_id\":%d,\"send_notifications\":%b,\"task_id\":%d}"
        .formatted(task.artifactId(), task.changesetId(), task.sendNotifications(), task.id());
  }
}
