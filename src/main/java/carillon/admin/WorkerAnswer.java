package carillon.admin;

import carillon.job.WorkerView;
import java.time.Instant;

/** A worker as HTTP shows it. */
public record WorkerAnswer(
    String node,
    String name,
    String queue,
    boolean busy,
    String jobId,
    String eventName,
    Instant runningSince,
    Instant lastFetchAt,
    long jobsDone) {

  static WorkerAnswer of(WorkerView worker) {
    return new WorkerAnswer(
        worker.node(),
        worker.name(),
        worker.queue().text(),
        worker.busy(),
        worker.jobId(),
        worker.eventName(),
        worker.runningSince(),
        worker.lastFetchAt(),
        worker.jobsDone());
  }
}
