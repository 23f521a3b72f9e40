package carillon.monitoring;

import carillon.job.engine.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the queue and the database say of themselves, asked at most once a second. Thread-safe. */
@ApplicationScoped
class Samples {
  private final CachedSample<QueueSample> queues;
  private final CachedSample<TaskSample> tasks;

  @Inject
  Samples(JobQueue queue, Jdbi jdbi) {
    this.queues = new CachedSample<>("Redis", () -> QueueSample.take(queue));
    this.tasks = new CachedSample<>("the database", () -> TaskSample.take(jdbi));
  }

  /** For the container's proxy. */
  Samples() {
    this.queues = null;
    this.tasks = null;
  }

  /** Empty when Redis does not answer. */
  Optional<QueueSample> queues() {
    return queues.get();
  }

  /** Empty when the database does not answer. */
  Optional<TaskSample> tasks() {
    return tasks.get();
  }
}
