package carillon.dispatch;

import carillon.config.Monotonic;
import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.job.JobId;
import carillon.job.QueueName;
import carillon.job.QueueUnavailableException;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts due tasks on their queues and notes when they are to be looked at again, should Redis lose
 * them. Knows since when Redis has been away. Thread-safe.
 */
@ApplicationScoped
class TaskEnqueuer {
  private static final Logger LOG = LoggerFactory.getLogger(TaskEnqueuer.class);

  @Inject JobQueue queue;
  @Inject DueTaskTable due;
  @Inject TaskHandlers taskHandlers;
  @Inject Settings settings;
  @Inject @Monotonic Clock clock;
  private volatile Instant awaySince;

  /** Whether there is a Redis to push to, as far as is known. */
  public boolean possible() {
    return queue.configured() && awaySince == null;
  }

  /** How long pushes have failed; zero when they work, for ever when no Redis is configured. */
  public Duration unavailableFor() {
    if (!queue.configured()) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
    Instant since = awaySince;
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
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
    List<JobId> ids;
    try {
      ids = queue.enqueue(tasks.stream().map(this::job).toList());
    } catch (QueueUnavailableException unavailable) {
      wentAway(unavailable);
      throw unavailable;
    }
    cameBack();
    Map<Long, String> jobs = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      jobs.put(tasks.get(i).id(), ids.get(i).text());
    }
    due.lookAgainAfter(settings.get(SettingsTable.PUSH_AGAIN_AFTER), jobs);
  }

  /**
   * When the oldest waiting job of a queue was enqueued.
   *
   * @throws QueueUnavailableException when Redis is away, which is noted as in a push
   */
  public Optional<Instant> oldestReady(QueueName name) {
    try {
      return queue.oldestReady(name);
    } catch (QueueUnavailableException unavailable) {
      wentAway(unavailable);
      throw unavailable;
    }
  }

  /** Notes that the queue works. */
  public void cameBack() {
    if (awaySince != null) {
      LOG.warn("The queue recovered after {} s", unavailableFor().toSeconds());
      awaySince = null;
    }
  }

  private NewJob job(DueTaskTable.Due task) {
    TaskHandler runner = taskHandlers.of(task.kind());
    String payload =
        runner.eventName().equals(TaskHandler.TASK_DUE)
            ? "{\"task_id\":%d}".formatted(task.id())
            : payload(task);
    return NewJob.of(runner.queue(), runner.eventName(), payload, task.projectId());
  }

  /** Written by hand: numbers and a boolean, whose names are Tuleap's. */
  private static String payload(DueTaskTable.Due task) {
    return "{\"artifact_id\":%d,\"changeset_id\":%d,\"send_notifications\":%b}"
        .formatted(task.artifactId(), task.changesetId(), task.sendNotifications());
  }

  private void wentAway(QueueUnavailableException away) {
    if (awaySince == null) {
      awaySince = clock.instant();
      LOG.warn("The queue is unavailable; tasks wait in the database: {}", away.getMessage());
    }
  }
}
