package carillon.bench;

import carillon.job.QueueName;
import carillon.job.engine.JobQueue;
import carillon.job.engine.NewJob;
import carillon.job.engine.QueueControl;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Fills the queue and drains it at full speed. */
@Path("/bench")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueueLoad {
  private static final long PROJECT = 101;
  private static final int CHUNK = 1000;

  @Inject JobQueue queue;
  @Inject QueueControl control;
  @Inject CheckedJob job;

  /** A duration. */
  public record Took(int jobs, long nanos, int notOnce) {}

  /** Enqueues jobs while the queue is paused, {@code batch} per call. */
  @POST
  @Path("enqueue")
  @RolesAllowed("carillon-admin")
  public Took enqueue(
      @QueryParam("count") int count, @QueryParam("batch") @DefaultValue("1") int batch) {
    control.pause(QueueName.BACKGROUND);
    job.expect(count);
    long from = System.nanoTime();
    fill(count, batch);
    return new Took(count, System.nanoTime() - from, 0);
  }

  /** Runs the enqueued jobs; times the first {@code count}. */
  @POST
  @Path("drain")
  @RolesAllowed("carillon-admin")
  public Took drain(@QueryParam("count") int count, @QueryParam("micros") int micros) {
    job.time(micros);
    control.resume(QueueName.BACKGROUND);
    while (job.ended() < count) {
      LockSupport.parkNanos(200_000);
    }
    long took = System.nanoTime() - job.began();
    return new Took(count, took, job.notOnce());
  }

  /** Time until a single job of another project starts while the queue is full. */
  @POST
  @Path("neighbour")
  @RolesAllowed("carillon-admin")
  public Took neighbour() {
    job.time(0);
    control.resume(QueueName.BACKGROUND);
    while (job.ended() < CHUNK) {
      LockSupport.parkNanos(100_000);
    }
    long from = System.nanoTime();
    queue.enqueue(List.of(CheckedJob.job(0, PROJECT + 1)));
    while (!job.firstRanTwice()) {
      LockSupport.parkNanos(50_000);
    }
    return new Took(job.ended(), System.nanoTime() - from, 0);
  }

  private void fill(int count, int batch) {
    if (batch == 1) {
      for (int i = 0; i < count; i++) {
        queue.enqueue(List.of(CheckedJob.job(i, PROJECT)));
      }
      return;
    }
    for (int i = 0; i < count; i += batch) {
      List<NewJob> jobs =
          IntStream.range(i, Math.min(count, i + batch))
              .mapToObj(n -> CheckedJob.job(n, PROJECT))
              .toList();
      queue.enqueue(jobs);
    }
  }
}
