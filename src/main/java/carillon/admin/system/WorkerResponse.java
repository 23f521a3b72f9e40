package carillon.admin.system;

import carillon.job.engine.WorkerView;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A worker as HTTP shows it. */
public record WorkerResponse(
    String node,
    String name,
    String queue,
    boolean busy,
    @Schema(nullable = true) String jobId,
    @Schema(nullable = true) String eventName,
    @Schema(nullable = true) Instant runningSince,
    @Schema(nullable = true) Instant lastFetchAt,
    long jobsDone) {

  static WorkerResponse of(WorkerView worker) {
    return new WorkerResponse(
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
